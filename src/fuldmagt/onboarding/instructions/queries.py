"""Questions about instructions and who has confirmed them."""

from datetime import datetime

from django.db.models import QuerySet

from fuldmagt.onboarding.instructions.rules import InstructionState
from fuldmagt.onboarding.joining.queries import Signing
from fuldmagt.onboarding.joining.rules import key_of, still_signs
from fuldmagt.onboarding.models import Consent, ConsentAsked, Instruction
from fuldmagt.registers.company import Company
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


def one(ref: str, *, organisation: str) -> Instruction | None:
    return Instruction.objects.filter(ref=ref, organisation=organisation).first()


def waiting(organisation: str, *, at: datetime) -> QuerySet[Instruction]:
    """What waits for others who sign for the organisation."""
    rows = Instruction.objects.filter(organisation=organisation, state=InstructionState.WAITING, until__gt=at)
    return rows.order_by("created_at", "pk")


def asked_by(token: str, *, at: datetime) -> Instruction | Refusal:
    """The instruction that a mail asks somebody to confirm."""
    rows = ConsentAsked.objects.select_related("instruction")
    asked = rows.filter(token__in=hashes.of_token_any(token)).first()
    if asked is None:
        return Refusal(Reason.LINK_UNKNOWN)
    if asked.voided_at:
        return Refusal(Reason.LINK_EXPIRED, about="replaced")
    if asked.instruction.until <= at:
        return Refusal(Reason.LINK_EXPIRED)
    if asked.instruction.state != InstructionState.WAITING:
        return Refusal(Reason.LINK_USED)
    return asked.instruction


def counting(instruction: Instruction, company: Company) -> list[Consent]:
    """The consents of those who may still sign, the first one first."""
    rows = instruction.consents.select_related("person").order_by("at", "pk")
    return [each for each in rows if still_signs(each.signatory, company.signatories)]


def signings(instruction: Instruction, company: Company) -> list[Signing]:
    """Everybody who may sign, in the register's order, and whether they have."""
    consents = {each.signatory: each for each in instruction.consents.all()}
    asked = {each.signatory: each for each in instruction.asked.order_by("created_at", "pk")}
    return [
        Signing(
            key=(key := key_of(signatory)),
            name=signatory.name,
            signed_at=consents[key].at if key in consents else None,
            asked_at=asked[key].created_at if key in asked else None,
            email=asked[key].email if key in asked else "",
        )
        for signatory in company.signatories
    ]

"""Questions about joinings."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.onboarding.joining.rules import JoiningState, key_of, still_signs
from fuldmagt.onboarding.models import Joining, Signature, SignatureRequest
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Signing:
    """One who may sign, and what has become of it."""

    key: str
    name: str
    signed_at: datetime | None
    asked_at: datetime | None
    email: str


def refused(organisation: str) -> Refusal | None:
    """Why an organisation that we know already cannot join."""
    known = Organisation.objects.filter(ref=organisation).first()
    if known is None or known.state == OrganisationState.REPRESENTED:
        return None
    closed = known.state == OrganisationState.CLOSED
    return Refusal(
        Reason.ORGANISATION_CLOSED if closed else Reason.ORGANISATION_ALREADY_JOINED, about=known.ref
    )


def joining_of(ref: str, *, browser: str, at: datetime) -> Joining | Refusal:
    """A joining that this browser began."""
    found = Joining.objects.filter(ref=ref, browser__in=hashes.of_token_any(browser)).first()
    return _open(found, at)


def joining_by(token: str, *, at: datetime) -> Joining | Refusal:
    """The joining that a mail asks somebody to sign."""
    rows = SignatureRequest.objects.select_related("joining").filter(token__in=hashes.of_token_any(token))
    asked = rows.first()
    if asked and asked.voided_at:
        return Refusal(Reason.LINK_EXPIRED, about="replaced")
    return _open(asked.joining if asked else None, at)


def _open(found: Joining | None, at: datetime) -> Joining | Refusal:
    if found is None:
        return Refusal(Reason.LINK_UNKNOWN)
    if found.state != JoiningState.JOINED and found.expires_at <= at:
        return Refusal(Reason.LINK_EXPIRED)
    return found


def company_of(joining: Joining) -> Company | Refusal:
    """The company as the register has it now."""
    return register().find(joining.organisation)


def signings(joining: Joining, company: Company) -> list[Signing]:
    """Everybody who may sign, in the register's order."""
    signed = {each.signatory: each for each in joining.signatures.all()}
    asked = {each.signatory: each for each in joining.requests.order_by("created_at", "pk")}
    return [
        Signing(
            key=(key := key_of(signatory)),
            name=signatory.name,
            signed_at=signed[key].signed_at if key in signed else None,
            asked_at=asked[key].created_at if key in asked else None,
            email=asked[key].email if key in asked else "",
        )
        for signatory in company.signatories
    ]


def counting(joining: Joining, company: Company) -> list[Signature]:
    """The signatures of those who may still sign, the first one first."""
    signatures = joining.signatures.select_related("person").order_by("signed_at", "pk")
    return [each for each in signatures if still_signs(each.signatory, company.signatories)]

"""What those who sign for an organisation without users do about its mandates (F4).

One who signs alone has it done at once. Where several sign together, it waits as an instruction until
enough of them have confirmed it, each with the own eID, and is carried out by the last one.
"""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.onboarding.instructions import post, queries, rules
from fuldmagt.onboarding.instructions.carrying import Signer, carried_out, not_possible
from fuldmagt.onboarding.instructions.rules import InstructionState, InstructionStep, What, after, read
from fuldmagt.onboarding.invitations.post import address
from fuldmagt.onboarding.invitations.rules import EMAIL
from fuldmagt.onboarding.joining.rules import joinable, key_of, signing_as
from fuldmagt.onboarding.models import Consent, ConsentAsked, Instruction, Visit
from fuldmagt.onboarding.representing.queries import company_of
from fuldmagt.onboarding.representing.rules import signs_no_more
from fuldmagt.people.actions import recognise
from fuldmagt.registers.company import Company, Signatory
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Consented:
    """What a confirmation led to."""

    instruction: Instruction
    missing: int


def instruct(visit: Visit, what: What, *, at: datetime) -> Mandate | Instruction | Refusal:
    """Have it done, or have it wait for the others. The register is asked each time."""
    assert visit.person is not None
    company = company_of(visit.organisation)
    refusal = company if isinstance(company, Refusal) else signs_no_more(company, visit.signatory)
    signer = Signer(visit.person, visit.organisation, visit.email, visit.language)
    if isinstance(company, Company) and refusal is None and company.signatures_needed == 1:
        return carried_out(what, signer, at=at)
    refusal = refusal or not_possible(what, signer, at=at)
    with deed(Event.MANDATE_INSTRUCTED, by=visit.person.ref, at=at, organisation=visit.organisation) as draft:
        draft.facts(kind=what.kind.value, mandate=what.mandate, receiver=what.receiver)
        if refusal or isinstance(company, Refusal):
            return draft.refused(refusal or Refusal(Reason.REGISTER_UNAVAILABLE))
        if queries.waiting(visit.organisation, at=at).count() >= rules.MOST:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="instruction"))
        return _kept(visit, what, company, draft, at)


def _kept(visit: Visit, what: What, company: Company, draft: Draft, at: datetime) -> Instruction:
    instruction = Instruction.objects.create(
        ref=dice.reference(),
        organisation=visit.organisation,
        name=company.name,
        what=what.written(),
        email=visit.email,
        language=visit.language,
        needed=company.signatures_needed,
        created_at=at,
        until=at + rules.PATIENCE,
    )
    signatory = next(each for each in company.signatories if key_of(each) == visit.signatory)
    assert visit.person is not None
    said = {"signatory": visit.signatory, "name": signatory.name, "at": at}
    Consent.objects.create(instruction=instruction, person=visit.person, **said)
    draft.about(instruction.ref)
    return instruction


def ask(ref: str, key: str, email: str, *, visit: Visit, at: datetime) -> ConsentAsked | Refusal:
    """Mail another who signs a link to read it and confirm it by."""
    company = company_of(visit.organisation)
    with deed(Event.MANDATE_CONSENT_ASKED, by=ANYBODY, at=at, organisation=visit.organisation) as draft:
        found = _held(ref, draft)
        if found is None or found.organisation != visit.organisation:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="instruction"))
        refusal = _not_waiting(found, InstructionStep.ASK, at)
        if refusal or isinstance(company, Refusal):
            return draft.refused(refusal or Refusal(Reason.REGISTER_UNAVAILABLE))
        signing = next((each for each in queries.signings(found, company) if each.key == key), None)
        if signing is None or signing.signed_at or EMAIL.fullmatch(email) is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="email" if signing else "signatory"))
        if found.asked.filter(signatory=key).count() >= rules.MOST_MAILS:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="signatory"))
        return _asked(found, key, signing.name, email, at)


def _asked(instruction: Instruction, key: str, name: str, email: str, at: datetime) -> ConsentAsked:
    instruction.asked.filter(signatory=key, voided_at__isnull=True).update(voided_at=at)
    token = dice.token()
    asked = ConsentAsked.objects.create(
        instruction=instruction,
        signatory=key,
        name=name,
        email=email,
        token=hashes.of_token(token),
        created_at=at,
    )
    first = instruction.consents.order_by("at", "pk").first()
    who = first.name if first else instruction.name
    post.ask(instruction, name, email, who=who, url=address("represent:consent", token=token), at=at)
    return asked


def consent(ref: str, outcome: Identity | Refusal, *, at: datetime) -> Consented | Refusal:
    """One more who signs has confirmed; with the last of them it is carried out."""
    organisation = Instruction.objects.get(ref=ref).organisation
    company = company_of(organisation) if isinstance(outcome, Identity) else outcome
    with deed(Event.MANDATE_CONSENTED, by=ANYBODY, at=at, organisation=organisation) as draft:
        instruction = _held(ref, draft)
        if instruction is None or isinstance(outcome, Refusal) or isinstance(company, Refusal):
            return draft.refused(company if isinstance(company, Refusal) else Refusal(Reason.EID_FAILED))
        refusal = _not_waiting(instruction, InstructionStep.CONFIRM, at) or joinable(company)
        signatory = refusal or signing_as(outcome, company.signatories)
        if isinstance(signatory, Refusal):
            return draft.refused(signatory)
        return _consented(instruction, company, signatory, outcome, draft, at)


def _consented(
    instruction: Instruction,
    company: Company,
    signatory: Signatory,
    outcome: Identity,
    draft: Draft,
    at: datetime,
) -> Consented | Refusal:
    earlier = queries.counting(instruction, company)
    person = recognise(outcome, language=instruction.language, at=at)
    if isinstance(person, Refusal):
        return draft.refused(person)
    key = key_of(signatory)
    if any(each.signatory == key or each.person == person for each in earlier):
        return draft.refused(Refusal(Reason.OTHER_SIGNATURES_AWAITED))
    # Whoever confirmed as somebody whom the register no longer names confirms anew, as the one it names now.
    said = {"signatory": key, "name": signatory.name, "at": at}
    Consent.objects.update_or_create(instruction=instruction, person=person, defaults=said)
    draft.personal(person.ref, name=signatory.name)
    missing = max(0, company.signatures_needed - len(earlier) - 1)
    if missing == 0:
        _carry_out(instruction, Signer(person, instruction.organisation, instruction.email,
                                       instruction.language), at)  # fmt: skip
    return Consented(instruction, missing)


def _carry_out(instruction: Instruction, signer: Signer, at: datetime) -> None:
    """Done, or not possible any more; either way it waits no longer, and whoever began it is told."""
    done = carried_out(read(instruction.what), signer, at=at)
    failed = isinstance(done, Refusal)
    instruction.state = InstructionState.REFUSED if failed else InstructionState.DONE
    instruction.save(update_fields=["state"])
    post.tell(instruction, at=at)


def _held(ref: str, draft: Draft) -> Instruction | None:
    """The instruction, for which others have to wait until this deed is done."""
    draft.about(ref)
    return Instruction.objects.select_for_update().filter(ref=ref).first()


def _not_waiting(instruction: Instruction, step: InstructionStep, at: datetime) -> Refusal | None:
    if instruction.until <= at:
        return Refusal(Reason.LINK_EXPIRED)
    state = after(InstructionState(instruction.state), step)
    return state if isinstance(state, Refusal) else None

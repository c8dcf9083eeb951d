"""Somebody who may sign for an organisation without users comes, shows the eID, and leaves (F4).

What they do with its mandates meanwhile is in `instructions`.
"""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, deed
from fuldmagt.onboarding.invitations.rules import EMAIL
from fuldmagt.onboarding.joining.rules import joinable, key_of, signing_as
from fuldmagt.onboarding.models import Visit
from fuldmagt.onboarding.representing import queries, rules
from fuldmagt.organisations.represented.actions import kept
from fuldmagt.people.actions import recognise
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.vocabulary.refusals import Reason, Refusal


def begin(written: str, *, browser: str, language: str, at: datetime) -> Visit | Refusal:
    """Look the organisation up. `browser` is a secret that only the browser which begins has."""
    known = is_organisation(written)
    found = queries.company_of(written) if known else Refusal(Reason.INPUT_NOT_USABLE, about="number")
    with deed(Event.VISIT_BEGUN, by=ANYBODY, at=at, organisation=written[:128]) as draft:
        refusal = found if isinstance(found, Refusal) else joinable(found)
        lately = Visit.objects.filter(organisation=written, created_at__gt=at - rules.WINDOW).count()
        if refusal is None and lately >= rules.PER_ORGANISATION:
            refusal = Refusal(Reason.TOO_MANY_TRIES, about="organisation")
        if refusal or isinstance(found, Refusal):
            return draft.refused(refusal or Refusal(Reason.NOT_FOUND))
        visit = Visit.objects.create(
            ref=dice.reference(),
            organisation=found.ref,
            name=found.name,
            language=language,
            browser=hashes.of_token(browser),
            created_at=at,
            until=at + rules.BEFORE,
        )
        draft.about(visit.ref)
        return visit


def describe(visit: Visit, email: str, *, at: datetime) -> Visit | Refusal:
    """Where answers and reminders are to go."""
    with deed(Event.VISIT_DESCRIBED, by=ANYBODY, at=at, organisation=visit.organisation) as draft:
        draft.about(visit.ref)
        if EMAIL.fullmatch(email) is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="email"))
        Visit.objects.filter(pk=visit.pk).update(email=email)
        return visit


def prove(ref: str, outcome: Identity | Refusal, *, browser: str, at: datetime) -> Visit | Refusal:
    """The eID says who it is, and the register whether they may sign. `browser` is a new secret: whoever
    knew the one from before has nothing of what is proven now."""
    begun = Visit.objects.get(ref=ref)
    company = queries.company_of(begun.organisation) if isinstance(outcome, Identity) else outcome
    with deed(Event.VISIT_PROVEN, by=ANYBODY, at=at, organisation=begun.organisation) as draft:
        draft.about(ref)
        visit = Visit.objects.select_for_update().get(ref=ref)
        if visit.person is not None or rules.over(visit.until, at):
            return draft.refused(Refusal(Reason.LINK_EXPIRED, about="visit"))
        if isinstance(outcome, Refusal) or isinstance(company, Refusal):
            return draft.refused(company if isinstance(company, Refusal) else Refusal(Reason.EID_FAILED))
        signatory = joinable(company) or signing_as(outcome, company.signatories)
        if isinstance(signatory, Refusal):
            return draft.refused(signatory)
        person = recognise(outcome, language=visit.language, at=at)
        if isinstance(person, Refusal):
            return draft.refused(person)
        draft.personal(person.ref, name=signatory.name)
        kept(company.ref, company)  # so that mandates can name it
        visit.person, visit.signatory = person, key_of(signatory)
        visit.browser, visit.until = hashes.of_token(browser), at + rules.LASTS
        visit.save(update_fields=["person", "signatory", "browser", "until"])
        return visit


def leave(visit: Visit, *, at: datetime) -> None:
    with deed(Event.VISIT_LEFT, by=ANYBODY, at=at, organisation=visit.organisation) as draft:
        draft.about(visit.ref)
        Visit.objects.filter(pk=visit.pk, until__gt=at).update(until=at)

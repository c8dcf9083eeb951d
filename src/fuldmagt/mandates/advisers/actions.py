"""A provider recognises advisers, whose licence somebody has looked up, until a day, and ends it (F5, F7).

Only for a recognised adviser does a grant in the provider's portal carry anything.
"""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.customers.queries import known
from fuldmagt.catalogue.models import Provider
from fuldmagt.catalogue.providers.queries import provider_of
from fuldmagt.mandates.advisers import queries
from fuldmagt.mandates.advisers.rules import Recognition
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.represented.actions import kept
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company, CompanyState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


def look_up(number: str) -> tuple[str, str, Company | None] | Refusal:
    """Whose number it is: reference, name, and what the register says where the platform does not know it.

    Asked outside of any transaction.
    """
    organisation = known([number]).get(number)
    if organisation is not None:
        if organisation.state == OrganisationState.CLOSED:
            return Refusal(Reason.ORGANISATION_CLOSED, about=organisation.ref)
        return organisation.ref, organisation.name, None
    company = register().find(number)
    if isinstance(company, Refusal):
        return company
    if company.state is not CompanyState.ACTIVE:
        return Refusal(Reason.ORGANISATION_DISSOLVED, about=number)
    return number, company.name, company


def recognise(provider: str, number: str, said: Recognition, *, by: Actor, at: datetime) -> Adviser | Refusal:
    """Recognise an organisation as adviser of an own provider, from now on."""
    refusal = by.refused(Deed.MANAGE_PROVIDER) or said.refused(at=at)
    looked = refusal or look_up(number)
    with deed(Event.ADVISER_RECOGNISED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if isinstance(looked, Refusal):
            return draft.refused(looked)
        ref, _name, company = looked
        found = provider_of(provider, organisation=by.organisation)
        if found is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        organisation = locked(kept(ref, company).ref)
        Provider.objects.select_for_update(no_key=True).get(pk=found.pk)  # two at once wait here
        draft.about(found.ref, organisation.ref)
        draft.facts(name=organisation.name, provider=found.ref)
        if queries.standing(found, organisation.ref, at=at):
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="adviser"))
        adviser = Adviser(ref=dice.reference(), provider=found, organisation=organisation, starts_at=at)
        return _written(adviser, said, draft, at)


def change(ref: str, said: Recognition, *, seen: str, by: Actor, at: datetime) -> Adviser | Refusal:
    """Renew a recognition, or mend what it says. `seen` is the stamp of what was there."""
    with deed(Event.ADVISER_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        adviser = _held(ref, draft, by)
        if isinstance(adviser, Refusal):
            return draft.refused(adviser)
        if adviser.state != RecordState.ACTIVE:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="adviser_ended"))
        if queries.stamp(adviser) != seen:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=ref))
        if refusal := said.refused(at=at):
            return draft.refused(refusal)
        return _written(adviser, said, draft, at)


def end(ref: str, *, by: Actor, at: datetime) -> Adviser | Refusal:
    """End a recognition: what was granted to the adviser carries nothing any more, at once."""
    with deed(Event.ADVISER_ENDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        adviser = _held(ref, draft, by)
        if isinstance(adviser, Refusal):
            return draft.refused(adviser)
        if adviser.state != RecordState.ACTIVE:
            draft.unchanged()
            return adviser
        adviser.state, adviser.revoked_at, adviser.revoked_by = RecordState.REVOKED, at, by.ref
        adviser.save(update_fields=["state", "revoked_at", "revoked_by"])
        raise_revision(adviser.organisation.ref)
        return adviser


def _held(ref: str, draft: Draft, by: Actor) -> Adviser | Refusal:
    """An own recognition, the adviser's organisation locked first, read afterwards."""
    if refusal := by.refused(Deed.MANAGE_PROVIDER):
        return refusal
    found = queries.adviser_of(ref, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND)
    adviser_organisation: Organisation = locked(found.organisation.ref)
    draft.about(found.provider.ref, adviser_organisation.ref)
    draft.facts(name=adviser_organisation.name, provider=found.provider.ref)
    return queries.adviser_of(ref, organisation=by.organisation) or Refusal(Reason.NOT_FOUND)


def _written(adviser: Adviser, said: Recognition, draft: Draft, at: datetime) -> Adviser:
    adviser.licence, adviser.checked_by = said.licence.strip(), said.checked_by.strip()
    adviser.checked_at, adviser.ends_at = at, said.until
    adviser.save()
    raise_revision(adviser.organisation.ref)
    draft.facts(licence=adviser.licence, until=said.until.isoformat() if said.until else "")
    return adviser

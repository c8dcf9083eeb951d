"""The organisation itself: particulars, category, numbers and settings (A3, A4, A5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.organisations import queries
from fuldmagt.organisations.departments.actions import drop_impossible
from fuldmagt.organisations.models import Branch, Organisation, OrganisationIdentifier
from fuldmagt.organisations.particulars.queries import asks_to_turn_four_eyes_off
from fuldmagt.organisations.particulars.rules import category_of
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import CompanyState
from fuldmagt.vocabulary import identifiers
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

FROM_THE_REGISTER: Final = ("name", "address", "postcode", "city", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an organisation says of itself. `category` only where the register gives none; None: as it is."""

    phone: str = ""
    email: str = ""
    category: Category | None = None


def change(particulars: Particulars, *, by: Actor, at: datetime) -> Organisation | Refusal:
    """Correct the particulars. With another category every right in it is judged anew at once."""
    company = register().find(by.organisation) if particulars.category else None
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        now = {"phone": particulars.phone, "email": particulars.email}
        if company is not None and particulars.category != organisation.category:
            category = (
                company
                if isinstance(company, Refusal)
                else category_of(company.category, particulars.category)
            )
            if isinstance(category, Refusal):
                return entry.refused(category)
            now["category"] = category.value
        return _write(organisation, now, entry)


def fetch(*, by: Actor, at: datetime) -> Organisation | Refusal:
    """Take over what the company register says of the organisation now: name, address, category."""
    company = register().find(by.organisation)
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        if isinstance(company, Refusal):
            return entry.refused(company)
        if company.state is CompanyState.DISSOLVED:
            return entry.refused(Refusal(Reason.ORGANISATION_DISSOLVED, about=by.organisation))
        now = {name: getattr(company, name) for name in FROM_THE_REGISTER}
        return _write(organisation, now | {"category": company.category or organisation.category}, entry)


def _write(organisation: Organisation, now: dict[str, str], entry: Draft) -> Organisation:
    before = {name: getattr(organisation, name) for name in now}
    changed = [name for name in now if now[name] != before[name]]
    if not changed:
        entry.unchanged()
        return organisation
    for name in changed:
        setattr(organisation, name, now[name])
    organisation.save(update_fields=changed)
    if "category" in changed and (dropped := drop_impossible(organisation)):
        entry.facts(departments_without_category=dropped)
    entry.facts(
        changed=changed,
        before={name: before[name] for name in changed},
        now={name: now[name] for name in changed},
    )
    raise_revision(organisation.ref)
    return organisation


def add_number(written: str, *, name: str = "", by: Actor, at: datetime) -> Organisation | Refusal:
    """Add a further number of the organisation, or of one of its branches, which then has a name (A3).

    Only what the company register lists for the organisation: a number is what others give grants to.
    """
    company = register().find(by.organisation)
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        entry.facts(number_added=written[:128])
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        number = identifiers.parse(written)
        if number is None:
            return entry.refused(Refusal(Reason.INPUT_NOT_USABLE, about="number"))
        if _taken(str(number)):
            return entry.refused(Refusal(Reason.ALREADY_EXISTS, about=str(number)))
        if isinstance(company, Refusal):
            return entry.refused(company)
        if str(number) not in company.numbers:
            return entry.refused(Refusal(Reason.ORGANISATION_NOT_IN_REGISTER, about=str(number)))
        if identifiers.is_branch(str(number)):
            Branch.objects.create(organisation=organisation, ref=str(number), name=name)
        else:
            OrganisationIdentifier.objects.create(organisation=organisation, written=str(number))
        raise_revision(by.organisation)
        return organisation


def remove_number(written: str, *, by: Actor, at: datetime) -> Organisation | Refusal:
    """Take a further number away. The main one and the branches stay: rights hang on them."""
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        entry.facts(number_removed=written[:128])
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        if not organisation.identifiers.filter(written=written).delete()[0]:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=written[:128]))
        raise_revision(by.organisation)
        return organisation


def suspend_on_lapsed_right_to_work(chosen: bool, *, by: Actor, at: datetime) -> Organisation | Refusal:
    """Choose whether a lapsed right to work stops a user's rights (decision-semantics, rule 5)."""
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        entry.facts(suspend_on_lapsed_right_to_work=chosen)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        if organisation.suspend_on_lapsed_right_to_work == chosen:
            entry.unchanged()
            return organisation
        organisation.suspend_on_lapsed_right_to_work = chosen
        organisation.save(update_fields=["suspend_on_lapsed_right_to_work"])
        raise_revision(by.organisation)
        return organisation


def turn_on_four_eyes(*, by: Actor, at: datetime) -> Organisation | Refusal:
    """From now on sensitive deeds need a second person (A5). Also takes back a wish to turn it off."""
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        entry.facts(four_eyes=True)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        return _four_eyes(organisation, on=True)


def turn_off_four_eyes(*, by: Actor, at: datetime) -> Organisation | Refusal:
    """Itself a matter for two: the first organisation administrator asks, a second one turns it off."""
    with deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        if not organisation.four_eyes:
            return entry.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="four_eyes"))
        asker = asks_to_turn_four_eyes_off(organisation, at=at)
        if asker is None:
            entry.facts(four_eyes_off_asked=True)
            return _four_eyes(organisation, on=True, asked_by=by.ref, asked_at=at)
        if queries.same_person(asker, by):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="four_eyes"))
        entry.facts(four_eyes=False)
        return _four_eyes(organisation, on=False)


def _four_eyes(
    organisation: Organisation, *, on: bool, asked_by: str = "", asked_at: datetime | None = None
) -> Organisation:
    organisation.four_eyes = on
    organisation.four_eyes_off_asked_by, organisation.four_eyes_off_asked_at = asked_by, asked_at
    organisation.save(update_fields=["four_eyes", "four_eyes_off_asked_by", "four_eyes_off_asked_at"])
    return organisation


def _taken(number: str) -> bool:
    """Whether the number is somebody's already, the main number of an organisation included."""
    organisations = Organisation.objects.filter(Q(ref=number) | Q(identifiers__written=number))
    return organisations.exists() or Branch.objects.filter(ref=number).exists()

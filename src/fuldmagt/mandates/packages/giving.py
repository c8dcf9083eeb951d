"""Giving a package to a group, a department or a person, and taking it away (C8)."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.models import Acceptance, Package
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.belonging.admitting import admit
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import follow, hold_with_clients
from fuldmagt.mandates.sources.giving import Given
from fuldmagt.mandates.sources.holders import had_by, holder_called, of, source, unfit
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Kind
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


def give(
    package: str,
    holder: str,
    kind: Kind,
    wish: Wish,
    *,
    by: Actor,
    at: datetime,
    write: bool = True,
    seen: str = "",
) -> Given | Refusal:
    """Give a package, in the period and for the branches of the wish. With `write` False nothing is
    changed or logged: it says what would happen, and `seen` is the stamp of what it said.

    The first time that anybody of the organisation gets it, all that is in it is accepted: whoever gives
    it has read what it holds. What comes into it later waits (`accepting`).
    """
    with deed(Event.PACKAGE_GIVEN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if not write:
            entry.unchanged()
        new = _possible(package, holder, kind, wish, entry, by, at)
        if isinstance(new, Refusal):
            return entry.refused(new)
        found = new.package
        assert found is not None
        first = not sources.with_package(found, organisation=by.organisation, at=at).exists()
        foreseen = _foreseen(new, found, by, at, first=first)
        if not write:
            return foreseen
        if seen != foreseen.stamp:
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="package"))
        if first:
            _accept_all(found, new, by=by, at=at)
        if new.department is not None and not had_by(new.department, at=at).exists():
            admit(list(sources.people_in(new.department)), by=by, at=at)
        new.save()
        entry.facts(since=new.starts_at.isoformat(), until=new.ends_at.isoformat() if new.ends_at else None)
        return Given(new, follow(by.organisation, by=by, at=at))


def end(ref: str, *, by: Actor, at: datetime) -> Given | Refusal:
    """Take a package from who has it: what anybody holds through that ends at once."""
    with deed(Event.PACKAGE_ENDED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        hold_with_clients(by.organisation)
        found = sources.source_called(ref, organisation=by.organisation, at=at)
        if found is None or found.package is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=ref[:64]))
        entry.about(of(found).ref)
        entry.facts(name=found.package.name, source=found.ref)
        found.state, found.revoked_at, found.revoked_by = RecordState.REVOKED, at, by.ref
        found.save(update_fields=["state", "revoked_at", "revoked_by"])
        return Given(found, follow(by.organisation, by=by, at=at))


def _possible(
    package: str, holder: str, kind: Kind, wish: Wish, entry: Draft, by: Actor, at: datetime
) -> Source | Refusal:
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    organisation = hold_with_clients(by.organisation)
    whom = holder_called(holder, kind, organisation=by.organisation)
    if whom is None:
        return Refusal(Reason.NOT_FOUND, about=holder[:64])
    entry.about(whom.ref)
    found = packages.package_called(package, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=package[:64])
    entry.facts(name=found.name, package=found.ref)
    if refusal := unfit(whom, wish, by, at, four_eyes=organisation.four_eyes):
        return refusal
    if had_by(whom, at=at).filter(package=found).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="package_held")
    return source(whom, wish, by, at, ref=dice.reference(), package=found)


def _foreseen(new: Source, package: Package, by: Actor, at: datetime, *, first: bool) -> Given:
    all_of_it = {package.ref: frozenset(each.ref for each in packages.rights_in(package))}
    packages_as = all_of_it if first else sources.NOTHING_ELSE
    foreseen = follow(by.organisation, by=by, at=at, write=False, also=[new], packages_as=packages_as)
    return Given(new, foreseen)


def _accept_all(package: Package, new: Source, *, by: Actor, at: datetime) -> None:
    accepted = {"state": Acceptance.State.ACCEPTED, "at": at, "by": by.ref}
    for right in packages.rights_in(package):
        Acceptance.objects.update_or_create(
            package=package, right=right, organisation=new.organisation, defaults=accepted
        )

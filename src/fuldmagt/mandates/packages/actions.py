"""An organisation's own packages: made, changed and retired; what people hold follows at once (C8).

Who changes an own package sees whom it reaches first, so that what comes into it is accepted with it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Acceptance, Package, Right
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.groups.rules import same_name
from fuldmagt.mandates.packages import rules
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import Followed, follow, hold_with_clients
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an administrator says of a package; `text` is for other administrators."""

    name: str
    text: str = ""
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changed:
    """The package, and what the change did (or would do) to what people hold."""

    package: Package
    followed: Followed
    rights: frozenset[str]

    @property
    def stamp(self) -> str:
        return rules.seen(self.rights, self.followed.given, self.followed.ended)


def create(said: Described, *, by: Actor, at: datetime) -> Package | Refusal:
    with deed(Event.PACKAGE_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        organisation = hold_with_clients(by.organisation)
        package = Package(ref=dice.reference(), organisation=organisation)
        entry.about(package.ref)
        rights = _fitting(package, said, organisation)
        if isinstance(rights, Refusal):
            return entry.refused(rights)
        _write(package, said, rights, organisation, by=by, at=at)
        entry.facts(name=package.name, rights=sorted(said.rights))
        return package


def change(
    ref: str, said: Described, *, seen: str = "", by: Actor, at: datetime, write: bool = True
) -> Changed | Refusal:
    """Another name, text or content. With `write` False nothing is changed or logged: it says what would
    happen. `seen` is the stamp of what it said, when somebody has looked at that and agrees."""
    with deed(Event.PACKAGE_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if not write:
            entry.unchanged()
        entry.about(ref)
        package = _own(ref, by)
        if isinstance(package, Refusal):
            return entry.refused(package)
        organisation = hold_with_clients(by.organisation)
        rights = _fitting(package, said, organisation)
        if isinstance(rights, Refusal):
            return entry.refused(rights)
        before = {right.ref for right in package.rights.all()}
        packages_as = {package.ref: said.rights}
        foreseen = follow(by.organisation, by=by, at=at, write=False, packages_as=packages_as)
        if not write:
            return Changed(package, foreseen, said.rights)
        if seen != Changed(package, foreseen, said.rights).stamp:
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="package"))
        _write(package, said, rights, organisation, by=by, at=at)
        entry.facts(name=package.name, added=sorted(said.rights - before), taken=sorted(before - said.rights))
        return Changed(package, follow(by.organisation, by=by, at=at), said.rights)


def retire(ref: str, *, by: Actor, at: datetime) -> Followed | Refusal:
    """Take an own package away for good: what anybody holds through it ends at once."""
    with deed(Event.PACKAGE_RETIRED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(ref)
        package = _own(ref, by)
        if isinstance(package, Refusal):
            return entry.refused(package)
        hold_with_clients(by.organisation)
        entry.facts(name=package.name)
        package.retired_at = at
        package.save(update_fields=["retired_at"])
        having = sources.with_package(package, organisation=by.organisation, at=at)
        ended = {"state": RecordState.REVOKED, "revoked_at": at, "revoked_by": by.ref}
        Source.objects.filter(pk__in=[each.pk for each in having]).update(**ended)
        return follow(by.organisation, by=by, at=at)


def _own(ref: str, by: Actor) -> Package | Refusal:
    """One of the organisation's own; what is on offer to all is not its to change."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    found = packages.package_called(ref, organisation=by.organisation)
    if found is None or found.organisation is None:
        return Refusal(Reason.NOT_FOUND, about=ref[:64])
    return found


def _fitting(package: Package, said: Described, organisation: Organisation) -> list[Right] | Refusal:
    """The rights as they are locked against being taken out of the catalogue meanwhile."""
    beside = packages.packages_for(organisation.ref).exclude(ref=package.ref)
    if same_name(said.name, beside.values_list("name", flat=True)):
        return Refusal(Reason.ALREADY_EXISTS, about="package")
    offered = catalogue.offered().filter(ref__in=said.rights).order_by("pk")
    rights = list(offered.select_for_update(of=("self",), no_key=True))
    law = catalogue.rights_law()
    return rules.unfit(said.rights, [each.ref for each in rights], law) or rights


def _write(
    package: Package,
    said: Described,
    rights: Collection[Right],
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
) -> None:
    package.name = " ".join(said.name.split())
    package.texts = {"": " ".join(said.text.split())}
    package.save()
    package.rights.set(rights)
    packages.forget(package, but=rights)
    accepted = [
        Acceptance(
            package=package, right=each, organisation=organisation,
            state=Acceptance.State.ACCEPTED, at=at, by=by.ref,
        )
        for each in rights
    ]  # fmt: skip
    Acceptance.objects.bulk_create(accepted, ignore_conflicts=True)

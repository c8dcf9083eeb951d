"""What has come into a package reaches its holders once somebody who gives rights accepts it (C8)."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.models import Acceptance, Package, Right
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.packages import queries, rules
from fuldmagt.mandates.sources.actions import Followed, follow, hold_with_clients
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal

State = Acceptance.State


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Whom a new right would reach, and whom not."""

    package: Package
    right: Right
    followed: Followed

    @property
    def stamp(self) -> str:
        return rules.seen([self.right.ref], self.followed.given, self.followed.ended)


def foreseen(package: Package, right: Right, *, by: Actor, at: datetime) -> Foreseen:
    """What accepting would do, as things stand. For reading alone: nothing is locked."""
    now = packages.reaching([package.ref], organisation=by.organisation).get(package.ref, frozenset())
    packages_as = {package.ref: now | {right.ref}}
    done = follow(by.organisation, by=by, at=at, write=False, packages_as=packages_as)
    return Foreseen(package, right, done)


def accept(package: str, right: str, *, seen: str, by: Actor, at: datetime) -> Followed | Refusal:
    """Let a right that is new in a package reach its holders. `seen` is the stamp of whom."""
    with deed(Event.PACKAGE_RIGHT_ACCEPTED, by=by.ref, at=at, organisation=by.organisation) as entry:
        found = _new(package, right, entry, by, at)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if seen != foreseen(found.package, found.right, by=by, at=at).stamp:
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="package"))
        _answer(found, State.ACCEPTED, by=by, at=at)
        return follow(by.organisation, by=by, at=at)


def decline(package: str, right: str, *, by: Actor, at: datetime) -> queries.New | Refusal:
    """Say that it is not to reach them. It can be accepted later all the same."""
    with deed(Event.PACKAGE_RIGHT_DECLINED, by=by.ref, at=at, organisation=by.organisation) as entry:
        found = _new(package, right, entry, by, at)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if found.state is State.DECLINED:
            entry.unchanged()
            return found
        _answer(found, State.DECLINED, by=by, at=at)
        return found


def _new(package: str, right: str, entry: Draft, by: Actor, at: datetime) -> queries.New | Refusal:
    """The news meant, for whose answer others have to wait; an answer that was given is said."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    hold_with_clients(by.organisation)
    found = queries.in_use(by.organisation, at=at).filter(ref=package).first()
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=package[:64])
    entry.about(found.ref)
    entry.facts(name=found.name, right=right[:128])
    for each in queries.new_in(found, organisation=by.organisation):
        if each.right.ref == right:
            return each
    there = found.rights.filter(ref=right).exists()
    return Refusal(Reason.STEP_NOT_POSSIBLE if there else Reason.NOT_FOUND, about="package_news")


def _answer(found: queries.New, state: State, *, by: Actor, at: datetime) -> None:
    Acceptance.objects.update_or_create(
        package=found.package,
        right=found.right,
        organisation=hold_with_clients(by.organisation),
        defaults={"state": state, "at": at, "by": by.ref},
    )

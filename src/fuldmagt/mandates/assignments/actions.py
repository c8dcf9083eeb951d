"""Giving rights and taking them away: effective as soon as it is saved.

All changes of rights for one organisation wait for one another (its row is locked first), so that
two administrators cannot give one person two rights that exclude one another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import Rights
from fuldmagt.clients.systems.queries import is_own
from fuldmagt.mandates.assignments import queries, rules
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Holding, Wish
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.actions import follow, hold_with_clients
from fuldmagt.organisations.models import Branch, BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Changed:
    """What a save did: the rights given and withdrawn. Both empty: nothing was left to do."""

    given: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def give(
    user: str,
    right: str,
    *,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    branches: Iterable[str] = (),
) -> Changed | Refusal:
    """Give a user of the actor's organisation a right for it."""
    wish = Wish(right, Period(at, until), frozenset(branches))
    return change(user, give=[wish], by=by, at=at)


def withdraw(user: str, right: str, *, by: Actor, at: datetime) -> Changed | Refusal:
    """Take away what was given to the user directly. The record stays, as revoked."""
    return change(user, withdraw=[right], by=by, at=at)


def change(
    user: str,
    *,
    give: Iterable[Wish | str] = (),
    withdraw: Iterable[str] = (),
    by: Actor,
    at: datetime,
    seen: str | None = None,
) -> Changed | Refusal:
    """One save of the rights tree: all of it or nothing; doing it twice does it once.

    A right that is given by its reference alone holds from now on, without an end, for the whole
    organisation. `seen` is the stamp of what the administrator saw when deciding.
    """
    wishes = [each if isinstance(each, Wish) else Wish(each, Period(at)) for each in give]
    wishes = list({each.right: each for each in wishes}.values())
    with together():
        hold_with_clients(by.organisation)  # first: whoever else changes rights waits here
        saving = Saving(user, wishes, list(dict.fromkeys(withdraw)), by, at)
        refusals = saving.refusals(seen)
        if refusals:
            saving.log(refusals)
            return refusals[0]
        return saving.done()


PLATFORM = "platform"


def end_own_gifts(user: BusinessUser, *, at: datetime) -> list[Assignment]:
    """End what a person gave themselves before anybody knew who the user is (A5, decision 0016).

    Called inside the deed that makes the user known, under the lock of the organisation; from there on
    `change` refuses it. The platform does it, for a reason that the log names.
    """
    ended = queries.own_gifts(user, at=at) if user.organisation.four_eyes else []
    for row in ended:
        with deed(Event.RIGHT_WITHDRAWN, by=PLATFORM, at=at, organisation=user.organisation.ref) as draft:
            draft.about(user.ref)
            draft.facts(right=row.right.ref, assignment=row.ref, because=rules.OWN_GIFT)
            Assignment.objects.filter(pk=row.pk).update(
                state=RecordState.REVOKED, revoked_at=at, revoked_by=PLATFORM
            )
    if user.organisation.four_eyes:
        _leave(user, queries.own_groups(user), at=at)
        queries.own_admissions(user).delete()
    for touched in sorted({user.organisation.ref, *(row.organisation.ref for row in ended)} if ended else ()):
        raise_revision(touched)
    return ended


def end_reviewed(record: str, *, by: Actor, at: datetime) -> bool:
    """End what was given to one user directly, because whoever reviews it has withdrawn it (C9).

    A narrow door: the reviewer's line is the ground, judged by the deed in which this is called, under
    the locks of the user's home and of the organisation that the right is for. Whether it still stood.
    """
    rows = Assignment.objects.select_related("user__organisation", "right", "organisation")
    row = rows.filter(not_ended(at), ref=record, source=None, user__organisation__ref=by.organisation).first()
    if row is None:
        return False
    with deed(Event.RIGHT_WITHDRAWN, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(row.user.ref)
        draft.facts(right=row.right.ref, assignment=row.ref, because=rules.REVIEWED)
        Assignment.objects.filter(pk=row.pk).update(
            state=RecordState.REVOKED, revoked_at=at, revoked_by=by.ref
        )
    for touched in sorted({row.organisation.ref, by.organisation}):
        raise_revision(touched)
    return True


def _leave(user: BusinessUser, groups: Iterable[Group], *, at: datetime) -> None:
    for group in groups:
        with deed(Event.GROUP_LEFT, by=PLATFORM, at=at, organisation=user.organisation.ref) as draft:
            draft.about(group.ref, user.ref)
            draft.facts(group=group.ref, name=group.name, because=rules.OWN_GIFT)
            user.memberships.filter(group=group).delete()


class Saving:
    """A save of the tree, from what is wished to what has been written. Begun under the lock: it reads."""

    def __init__(self, user: str, wishes: list[Wish], withdrawn: list[str], by: Actor, at: datetime) -> None:
        self.ref, self.by, self.at = user, by, at
        self.wishes, self.withdrawn = wishes, withdrawn
        self.user = user_of(user, organisation=by.organisation)
        self.held: list[Holding] = []
        self.rights: dict[str, Right] = {}

    def refusals(self, seen: str | None) -> list[Refusal]:
        """Everything against this save. What is so already is no part of it any more afterwards."""
        if refusal := self.by.refused(Deed.MANAGE_RIGHTS):
            return [refusal]
        if self.user is None:
            return [Refusal(Reason.NOT_FOUND)]
        if refusal := _not_receiving(self.user):
            return [refusal]
        self.held = queries.held_by_person(self.user, organisation=self.by.organisation, at=self.at)
        self._leave_out_what_is_so()
        if not self.wishes and not self.withdrawn:
            return []
        if seen is not None and seen != queries.stamp_of(self.held, user=self.ref):
            return [Refusal(Reason.CHANGED_MEANWHILE, about=self.ref)]
        return [refusal for wish in self.wishes if (refusal := self._against(wish, self.user))]

    def _leave_out_what_is_so(self) -> None:
        own = [each for each in self.held if each.user == self.ref and not each.source]
        self.withdrawn = [right for right in self.withdrawn if any(each.right == right for each in own)]
        staying = [each for each in own if each.right not in self.withdrawn]
        self.wishes = [wish for wish in self.wishes if not any(each.satisfies(wish) for each in staying)]

    def _against(self, wish: Wish, user: BusinessUser) -> Refusal | None:
        self._look_up()
        right = self.rights.get(wish.right)
        if right is None:
            return Refusal(Reason.RIGHT_UNKNOWN, about=wish.right)
        if user.organisation.four_eyes and is_own(user, self.by):
            return Refusal(Reason.SECOND_PERSON_NEEDED, about=wish.right)
        if wish.period.end is not None and wish.period.end <= max(wish.period.start, self.at):
            return Refusal(Reason.INPUT_NOT_USABLE, about=wish.right)
        if not self._are_branches(wish.branches):
            return Refusal(Reason.BRANCH_UNKNOWN, about=wish.right)
        staying = [each for each in self.held if not self._goes(each)]
        if any(each.user == self.ref and each.right == wish.right and not each.source for each in staying):
            return Refusal(Reason.ALREADY_EXISTS, about=wish.right)
        coming = [_as_held(each, self.ref) for each in self.wishes if each is not wish]
        beside = [*staying, *coming]
        return rules.refused(wish, right.categories, Category(user.category), beside, self.law)

    def _look_up(self) -> None:
        """The rights wished for, locked against being taken out of the catalogue meanwhile."""
        if not self.rights:
            wanted = [wish.right for wish in self.wishes]
            locked = catalogue.offered().filter(ref__in=wanted).order_by("pk")
            self.rights = {each.ref: each for each in locked.select_for_update(of=("self",), no_key=True)}

    @cached_property
    def law(self) -> Rights:
        return catalogue.rights_law()

    def _are_branches(self, branches: Collection[str]) -> bool:
        ours = Branch.objects.filter(organisation__ref=self.by.organisation, ref__in=branches)
        return ours.count() == len(branches)

    def _goes(self, held: Holding) -> bool:
        return held.user == self.ref and not held.source and held.right in self.withdrawn

    def done(self) -> Changed:
        """Write it down, one entry of the log for each right."""
        assert self.user is not None
        if not self.wishes and not self.withdrawn:
            return Changed()
        for held in [each for each in self.held if self._goes(each)]:
            self._take(held, self.user)
        for wish in self.wishes:
            self._hand(wish, self.user)
        raise_revision(self.by.organisation)
        if self.withdrawn:  # what stood in the way of a group's or department's right may be gone
            follow(self.by.organisation, by=self.by, at=self.at, only={self.ref})
        return Changed(tuple(wish.right for wish in self.wishes), tuple(self.withdrawn))

    def _take(self, held: Holding, user: BusinessUser) -> None:
        with deed(
            Event.RIGHT_WITHDRAWN, by=self.by.ref, at=self.at, organisation=self.by.organisation
        ) as draft:
            draft.about(user.ref)
            draft.facts(right=held.right, assignment=held.record)
            Assignment.objects.filter(ref=held.record).update(
                state=RecordState.REVOKED, revoked_at=self.at, revoked_by=self.by.ref
            )

    def _hand(self, wish: Wish, user: BusinessUser) -> None:
        with deed(Event.RIGHT_GIVEN, by=self.by.ref, at=self.at, organisation=self.by.organisation) as draft:
            row = Assignment.objects.create(
                ref=dice.reference(),
                user=user,
                right=self.rights[wish.right],
                organisation=user.organisation,
                branches=sorted(wish.branches),
                starts_at=max(wish.period.start, self.at),  # nothing is given for the past
                ends_at=wish.period.end,
                given_by=self.by.ref,
                note=" ".join(wish.note.split())[:200],
            )
            draft.about(user.ref)
            draft.facts(right=wish.right, assignment=row.ref)
            draft.facts(
                since=row.starts_at.isoformat(), until=row.ends_at.isoformat() if row.ends_at else None
            )

    def log(self, refusals: Iterable[Refusal]) -> None:
        """A save that is refused is refused whole: one entry for each right that stood against it."""
        event = Event.RIGHT_GIVEN if self.wishes else Event.RIGHT_WITHDRAWN
        for refusal in refusals:
            with deed(event, by=self.by.ref, at=self.at, organisation=self.by.organisation) as draft:
                if self.user is not None:
                    draft.about(self.user.ref)
                if refusal.about in {wish.right for wish in self.wishes}:
                    draft.facts(right=refusal.about[:128])
                draft.refused(Refusal(refusal.reason, about=refusal.about[:128]))


def _not_receiving(user: BusinessUser) -> Refusal | None:
    if user.organisation.state != OrganisationState.ACTIVE:
        return Refusal(Reason.ORGANISATION_CLOSED, about=user.organisation.ref)
    if user.state == UserState.CLOSED:
        return Refusal(Reason.USER_CLOSED, about=user.ref)
    return None


def _as_held(wish: Wish, user: str) -> Holding:
    return Holding(record="", user=user, right=wish.right, period=wish.period, branches=wish.branches)

"""Bringing what people hold in line with the sources of rights for many.

Whoever changes a source, a group, a department's people or a package calls `follow` in the same
transaction, under the lock of the organisation: what people hold then is what the sources give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments import queries as assignments
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Holding, Wish, refused
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Share, shares
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

BECAUSE: Final = "source"
"""Why a right ended: what it came from no longer gives it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a source would give somebody, and why it does not."""

    share: Share
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Followed:
    """What following the sources did: shares given and ended, and those that could not be given."""

    given: tuple[Share, ...] = ()
    ended: tuple[Share, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def follow(
    organisation: str,
    *,
    by: Actor,
    at: datetime,
    write: bool = True,
    also: Iterable[Source] = (),
    only: Collection[str] | None = None,
    packages_as: Mapping[str, frozenset[str]] = queries.NOTHING_ELSE,
    through: Collection[str] | None = None,
) -> Followed:
    """Give what the sources give and nobody has yet, and end what they give no more.

    Called inside a deed that holds the organisation and its clients (`hold_with_clients`). A right that the
    person cannot hold is left out and said; the next `follow` tries it again. With `write` False
    nothing is changed: it says what would happen, with sources that are not saved (`also`) too, and as
    if packages reached as far as `packages_as` says.
    `only` follows for these users, and what their persons hold here by other users, alone; `through`
    these sources alone, as if nothing else waited.
    """
    sources = [*queries.sources_of(organisation, at=at), *also]
    if through is not None:
        sources = [each for each in sources if each.ref in through]
    following = Following(
        organisation, sources, by, at, write=write, only=only, packages_as=packages_as, through=through
    )
    return following.done()


def hold_with_clients(organisation: str) -> Organisation:
    """The organisation, and the clients for which its groups have rights, held until the transaction ends.

    Always taken in one order, before anything else: what is given through a group may be for a client.
    """
    return locked_together({organisation, *queries.clients_of(organisation)})[organisation]


def end_only(organisation: str, *, by: Actor, at: datetime, only: Collection[str] | None = None) -> Followed:
    """End what the sources give no more, and give nothing: for the deeds of those who may give nothing."""
    sources = list(queries.sources_of(organisation, at=at))
    return Following(organisation, sources, by, at, write=True, only=only).ended()


def outstanding(
    sources: Iterable[Source],
    *,
    organisation: str,
    by: Actor,
    at: datetime,
    only: Collection[str] | None = None,
    with_newcomers: bool = False,
) -> Followed:
    """What some sources would give and nobody has, and what they cannot give, as things stand.

    `with_newcomers` as if whoever is in a department had been admitted to what it has. For reading
    alone: nothing is locked.
    """
    found = list(sources)
    reading = Following(
        organisation,
        found,
        by,
        at,
        write=False,
        only=only,
        with_newcomers=with_newcomers,
        through={each.ref for each in found},
    )
    return reading.done()


def left_out(sources: Iterable[Source], *, organisation: str, by: Actor, at: datetime) -> tuple[LeftOut, ...]:
    """What some sources would give and cannot, as things stand. For reading alone."""
    return outstanding(sources, organisation=organisation, by=by, at=at).left_out


class Following:
    """One following of sources of an organisation. Begun under the lock, where it writes: it reads."""

    def __init__(
        self,
        organisation: str,
        sources: list[Source],
        by: Actor,
        at: datetime,
        *,
        write: bool,
        only: Collection[str] | None,
        with_newcomers: bool = False,
        packages_as: Mapping[str, frozenset[str]] = queries.NOTHING_ELSE,
        through: Collection[str] | None = None,
    ) -> None:
        self.organisation, self.by, self.at, self.write = organisation, by, at, write
        self.sources = {each.ref: each for each in sources}
        among = None if only is None else queries.selves(only, organisation=organisation)
        springs = queries.springs(
            self.sources.values(), organisation=organisation, only=among, with_newcomers=with_newcomers,
            packages_as=packages_as,
        )  # fmt: skip
        self.periods = {each.source: each.period for each in springs}
        self.wanted = shares(springs)
        standing = queries.standing(organisation, at=at, only=among, through=through)
        self.standing = {_share(row): row for row in standing}

    def done(self) -> Followed:
        ending = sorted(self.standing.keys() - self.wanted)
        coming, left_out = self._possible(self._in_order(self.wanted - self.standing.keys()), set(ending))
        if self.write and (coming or ending):
            self._end(ending)
            self._give(coming)
            touched = {self.sources[share.source].acted_for.ref for share in coming}
            for organisation in sorted(touched | self._acted_for(ending) | {self.organisation}):
                raise_revision(organisation)
        return Followed(tuple(coming), tuple(ending), tuple(left_out))

    def ended(self) -> Followed:
        ending = sorted(self.standing.keys() - self.wanted)
        if ending:
            self._end(ending)
            for organisation in sorted(self._acted_for(ending) | {self.organisation}):
                raise_revision(organisation)
        return Followed(ended=tuple(ending))

    def _acted_for(self, ending: Iterable[Share]) -> set[str]:
        return {self.standing[share].organisation.ref for share in ending}

    def _in_order(self, wanted: Iterable[Share]) -> list[Share]:
        """The oldest source first: of two that exclude one another it is the one that is given."""
        place = {ref: number for number, ref in enumerate(self.sources)}
        return sorted(wanted, key=lambda share: (place[share.source], share))

    def _possible(self, wanted: list[Share], ending: set[Share]) -> tuple[list[Share], list[LeftOut]]:
        """Which of the shares can be given, each beside what is held and those before it."""
        self.users = {each.ref: each for each in self._users({share.user for share in wanted})}
        self.rights = self._rights({share.right for share in wanted})
        beside = self._held(ending)
        law, coming, left_out, own = catalogue.rights_law(), [], [], self._own()
        for share in wanted:
            user, right = self.users[share.user], self.rights.get(share.right)
            if right is None:
                continue  # no longer in the catalogue
            source = self.sources[share.source]
            wish = Wish(share.right, self.periods[share.source], frozenset(source.branches))
            category = Category(source.acted_for.category if source.mandate_id else user.category)
            held = beside[(_key(user), source.acted_for.ref)]
            if _key(user) in own and user.organisation.four_eyes:
                refusal: Refusal | None = Refusal(Reason.SECOND_PERSON_NEEDED, about=share.right)
            else:
                refusal = refused(wish, right.categories, category, held, law)
            if refusal:
                left_out.append(LeftOut(share, refusal))
            else:
                coming.append(share)
                held.append(Holding("", user.ref, share.right, wish.period, wish.branches, share.source))
        return coming, left_out

    def _own(self) -> set[str]:
        """Who the one who acts is: nobody gives themselves anything this way either (A5)."""
        return {self.by.ref, *(_key(each) for each in self._users({self.by.ref}))}

    def _users(self, refs: set[str]) -> Iterable[BusinessUser]:
        return BusinessUser.objects.filter(ref__in=refs).select_related(
            "organisation", "department", "person"
        )

    def _rights(self, refs: set[str]) -> Mapping[str, Right]:
        """Locked against being taken out of the catalogue meanwhile, where they are to be given."""
        found = catalogue.offered().filter(ref__in=refs).order_by("pk")
        if self.write:
            found = found.select_for_update(of=("self",), no_key=True)
        return {each.ref: each for each in found}

    def _held(self, ending: set[Share]) -> dict[tuple[str, str], list[Holding]]:
        """What each person holds for each organisation, without what ends now."""
        found: dict[tuple[str, str], list[Holding]] = defaultdict(list)
        going = {self.standing[share].ref for share in ending}
        for row in assignments.held_by_people(self.users.values(), at=self.at):
            if row.ref not in going:
                found[(_key(row.user), row.organisation.ref)].append(assignments.holding(row))
        return found

    def _end(self, ending: list[Share]) -> None:
        for (source, right), users in _by_source(ending).items():
            refs = [self.standing[Share(source, user, right)].ref for user in users]
            with self._deed(Event.RIGHT_WITHDRAWN) as draft:
                draft.about(*users)
                draft.facts(right=right, source=source, because=BECAUSE)
                Assignment.objects.filter(ref__in=refs).update(
                    state=RecordState.REVOKED, revoked_at=self.at, revoked_by=self.by.ref
                )

    def _give(self, coming: list[Share]) -> None:
        for (source, right), users in _by_source(coming).items():
            with self._deed(Event.RIGHT_GIVEN) as draft:
                rows = [self._row(self.sources[source], user, right) for user in users]
                Assignment.objects.bulk_create(rows)
                draft.about(*users)
                draft.facts(right=right, source=source, since=rows[0].starts_at.isoformat())

    def _row(self, source: Source, user: str, right: str) -> Assignment:
        period: Period = self.periods[source.ref]
        return Assignment(
            ref=dice.reference(),
            user=self.users[user],
            right=self.rights[right],
            organisation=source.acted_for,
            mandate=source.mandate,
            branches=source.branches,
            source=source,
            starts_at=max(period.start, self.at),
            ends_at=period.end,
            given_by=self.by.ref,
            note=source.note,
        )

    def _deed(self, event: Event) -> AbstractContextManager[Draft]:
        return deed(event, by=self.by.ref, at=self.at, organisation=self.organisation)


def _share(row: Assignment) -> Share:
    assert row.source is not None
    return Share(row.source.ref, row.user.ref, row.right.ref)


def _key(user: BusinessUser) -> str:
    """One person's users are judged together."""
    return f"person {user.person_id}" if user.person_id else user.ref


def _by_source(found: Iterable[Share]) -> dict[tuple[str, str], list[str]]:
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for share in found:
        grouped[(share.source, share.right)].append(share.user)
    return grouped

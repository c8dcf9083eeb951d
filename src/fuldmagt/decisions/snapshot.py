"""What a process holds to decide from: one unchanging view of each organisation, and one of the catalogue.

A view is never mended: when its organisation's revision has been raised, another takes its place. An
organisation's view holds what its own users may rest on; what belongs to another organisation (whether it
is open, its branches) is looked up in that one's. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from fuldmagt.catalogue.rules import Rights
from fuldmagt.decisions.columns import Columns, Known, columns, is_plain
from fuldmagt.decisions.facts import (
    Assignment,
    Grant,
    Mandate,
    Organisation,
    Recognition,
    Right,
    Service,
    User,
)
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means

NO_ASSIGNMENTS: Final[Mapping[str, tuple[Assignment, ...]]] = {}
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Place(Organisation, frozen=True, gc=False):
    """An organisation as it is acted for. `mark` names it and its revision, for whoever compares answers.

    `as_of` is when it was read.
    """

    revision: int = 0
    mark: str = ""
    name: str = ""
    as_of: datetime = LONG_AGO


class Particulars(Struct, frozen=True, gc=False):
    """What is to be known of a user; most users are alike, and share it.

    `category` is what rights at home are open to or not. `is_plain`: active, and nothing to be asked of the
    user that takes more than a look.
    """

    state: UserState
    of_department: Category | None
    means: frozenset[Means]
    right_to_work_until: datetime | None
    works_for: str | None
    category: Category
    is_plain: bool


class Member(Columns, frozen=True, gc=False):
    """A user of the organisation `place`. In columns: the plain assignments at home; `odd` are the others.

    `elsewhere` are assignments by organisation. `others` are the further users of the same person, each with
    its home; where there are none, nobody asks who the person is.
    """

    id: str
    place: Place
    particulars: Particulars
    odd: tuple[Assignment, ...]
    elsewhere: Mapping[str, tuple[Assignment, ...]]
    others: tuple[tuple[str, str], ...]
    person: str | None

    @property
    def user(self) -> User:
        known = self.particulars
        return User(
            self.id,
            self.place.id,
            self.person,
            known.state,
            known.of_department,
            known.means,
            known.right_to_work_until,
            known.works_for,
        )

    @property
    def at_home(self) -> tuple[Assignment, ...]:
        plain = (self.assignment(n, self.id, self.place.id) for n in range(len(self.rights)))
        return (*plain, *self.odd)

    def assignments_for(self, organisation: str) -> tuple[Assignment, ...]:
        if organisation == self.place.id:
            return self.at_home
        return self.elsewhere.get(organisation, ())


class Home(Struct, frozen=True, gc=False):
    """An organisation with its users: mandates and grants that it received by their giver, recognitions as
    adviser by the provider. `size` is how many records it holds."""

    place: Place
    members: tuple[Member, ...]
    mandates: Mapping[str, tuple[Mandate, ...]]
    grants: Mapping[str, tuple[Grant, ...]]
    recognitions: Mapping[str, tuple[Recognition, ...]]
    size: int


class Ready(Struct, frozen=True):
    """A right with all that the conditions ask of it and its service, at hand.

    `covering` are the rights that cover it, each with the categories it is open to; `touching` those of
    them that touch an exclusive set; `covered` are the rights that it covers. `plain_means` are those of
    which nothing but the user's own having them is to be looked at.
    """

    id: str
    assurance: Level
    categories: frozenset[Category]
    covering: Mapping[str, frozenset[Category]]
    touching: frozenset[str]
    covered: frozenset[str]
    plain_means: frozenset[Means]
    special_means: frozenset[Means]
    customers: frozenset[str] | None
    chains: bool
    grants: bool
    provider: str


class Words(Struct, frozen=True):
    """How a right is called, by language, and whose it is; since when its service does not accept a means,
    and why, by language."""

    names: Mapping[str, str]
    name: str
    service: str
    provider: str
    contact: str
    phone: str
    ended: Mapping[Means, tuple[datetime, Mapping[str, str]]]


class Catalogue(Struct, frozen=True):
    """All services and rights: `ready` those on offer, `touching` those that touch an exclusive set, `torn`
    those of them that exclude themselves."""

    mark: str
    services: Mapping[str, Service]
    rights: Mapping[str, Right]
    law: Rights
    ready: Mapping[str, Ready]
    touching: frozenset[str]
    torn: frozenset[str]
    words: Mapping[str, Words]


def catalogue(
    mark: str,
    services: Mapping[str, Service],
    rights: Mapping[str, Right],
    law: Rights,
    words: Mapping[str, Words],
) -> Catalogue:
    covering: defaultdict[str, set[str]] = defaultdict(set)
    for right in rights:
        for covered in law.all_covered(right):
            covering[covered].add(right)
    touching = frozenset(right for right in rights if not law.grantable(right))
    ready = {
        right.id: _ready(
            right,
            services[right.service],
            [rights[each] for each in covering[right.id]],
            touching,
            law.all_covered(right.id),
        )
        for right in rights.values()
        if right.offered
    }
    torn = frozenset(each for each in touching if law.in_conflict(each, law.all_covered(each)))
    return Catalogue(mark, services, rights, law, ready, touching, torn, words)


def _ready(
    right: Right,
    service: Service,
    covering: list[Right],
    touching: frozenset[str],
    covered: frozenset[str],
) -> Ready:
    special = service.means & {Means.PRIVATE_EID, *service.means_ended}
    return Ready(
        id=right.id,
        assurance=right.assurance,
        categories=right.categories,
        covering={each.id: each.categories for each in covering},
        touching=frozenset(each.id for each in covering) & touching,
        covered=covered,
        plain_means=service.means - special,
        special_means=special,
        customers=service.customers,
        chains=service.accepts_chains,
        grants=service.accepts_grants and right.id not in touching,
        provider=service.provider,
    )


def members(
    place: Place,
    users: Iterable[User],
    assignments: Mapping[str, Iterable[Assignment]],
    others: Mapping[str, tuple[tuple[str, str], ...]],
    same: Known,
) -> tuple[Member, ...]:
    """`same` is what has been held already, to be shared."""
    return tuple(
        _member(place, user, assignments.get(user.id, ()), others.get(user.id, ()), same) for user in users
    )


def _member(
    place: Place, user: User, held: Iterable[Assignment], others: tuple[tuple[str, str], ...], same: Known
) -> Member:
    plain, odd, elsewhere = list[Assignment](), list[Assignment](), dict[str, tuple[Assignment, ...]]()
    for each in held:
        if each.organisation != user.organisation:
            elsewhere[each.organisation] = (*elsewhere.get(each.organisation, ()), each)
        else:
            (plain if is_plain(each, place.as_of) else odd).append(each)
    known, packed = _particulars(place, user), columns(plain, same)
    return Member(
        packed.rights,
        packed.ends,
        packed.ids,
        packed.starts,
        id=user.id,
        place=place,
        particulars=same.setdefault(known, known),
        odd=tuple(odd),
        elsewhere=elsewhere or NO_ASSIGNMENTS,
        others=others,
        person=user.person if others else None,
    )


def _particulars(place: Place, user: User) -> Particulars:
    return Particulars(
        user.state,
        user.category,
        user.means,
        user.right_to_work_until,
        user.works_for,
        category=user.category or place.category,
        is_plain=user.state is UserState.ACTIVE
        and place.state is OrganisationState.ACTIVE
        and user.works_for is None
        and not (place.suspends_on_lapsed_right_to_work and user.right_to_work_until is not None),
    )

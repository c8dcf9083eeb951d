"""The records that a decision may rest on, and how they are found. Pure.

Shaped like the world file. Absent things are facts too: what is not here is not known. The law asks `Facts`;
behind it stand records gathered for the purpose (`Gathered`) or the snapshots of organisations (`view`).
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from fuldmagt.catalogue.rules import Rights, open_to
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import BUSINESS, Means

Key = TypeVar("Key", bound=Hashable)
Each = TypeVar("Each")


class Organisation(Struct, frozen=True):
    id: str
    category: Category
    state: OrganisationState = OrganisationState.ACTIVE
    branches: Collection[str] = frozenset()
    suspends_on_lapsed_right_to_work: bool = False


class User(Struct, frozen=True):
    """`category` is that of the user's department, where it has one of its own.

    `works_for` is the user for whom a system acts as an agent: it may do no more than that user.
    """

    id: str
    organisation: str
    person: str | None
    state: UserState = UserState.ACTIVE
    category: Category | None = None
    means: frozenset[Means] = BUSINESS
    right_to_work_until: datetime | None = None
    works_for: str | None = None

    @property
    def holder(self) -> tuple[str, str]:
        """For whom conflicts are judged: the person, or a system user itself."""
        return ("user", self.id) if self.person is None else ("person", self.person)


class Service(Struct, frozen=True):
    """`customers` is None where the service keeps no list of them."""

    id: str
    provider: str
    data_class: DataClass
    accepts_chains: bool
    accepts_grants: bool
    means: frozenset[Means]
    means_ended: Mapping[Means, datetime]
    customers: frozenset[str] | None = None

    def accepts(self, means: Means, at: datetime) -> bool:
        ended = self.means_ended.get(means)
        return means in self.means and (ended is None or at < ended)


class Right(Struct, frozen=True):
    """One that is not offered (any more) is not known, though records may still name it."""

    id: str
    service: str
    assurance: Level
    categories: frozenset[Category] = frozenset()
    offered: bool = True


class Record(Struct, frozen=True, gc=False):
    """What every record of power has. In force from `start` up to, not including, `end` (None: open).

    Millions are held at once: they take part in no cycle, so the collector need not walk them.
    """

    id: str
    state: RecordState
    start: datetime
    end: datetime | None
    revoked_at: datetime | None  # where it was, and when is known


class Mandate(Record, frozen=True, gc=False):
    giver: str
    receiver: str
    rights: frozenset[str]
    accepted: bool


class Grant(Record, frozen=True, gc=False):
    giver: str
    receiver: str
    right: str
    confirmed: bool


class Recognition(Record, frozen=True, gc=False):
    """Of an organisation as adviser, by a provider."""

    provider: str
    organisation: str


class Assignment(Record, frozen=True, gc=False):
    user: str
    right: str
    organisation: str
    mandate: str | None = None
    branches: frozenset[str] = frozenset()


class Facts(ABC):
    """What the law asks. The same records give the same answer."""

    organisations: Mapping[str, Organisation]
    users: Mapping[str, User]
    services: Mapping[str, Service]
    rights: Mapping[str, Right]
    catalogue: Rights

    def open_to_organisation(self, right: str, organisation: str) -> bool:
        return open_to(self.rights[right].categories, self.organisations[organisation].category)

    def open_to_user_at_home(self, right: str, user: User) -> bool:
        category = user.category or self.organisations[user.organisation].category
        return open_to(self.rights[right].categories, category)

    def is_open(self, right: str, *, user: User, organisation: str) -> bool:
        """Open to the user at home, to the organisation elsewhere ("Words", *open to*)."""
        if organisation == user.organisation:
            return self.open_to_user_at_home(right, user)
        return self.open_to_organisation(right, organisation)

    @abstractmethod
    def organisation_of(self, branch: str) -> str | None: ...

    @abstractmethod
    def users_of(self, user: User) -> Collection[User]:
        """All users of the user's person, this one among them; a system user alone."""

    @abstractmethod
    def assignments_of(self, user: str, organisation: str) -> tuple[Assignment, ...]: ...

    @abstractmethod
    def mandates_between(self, giver: str, receiver: str) -> tuple[Mandate, ...]: ...

    @abstractmethod
    def grants_between(self, giver: str, receiver: str) -> tuple[Grant, ...]:
        """The grants that carry something: one whose right touches an exclusive set does not."""

    @abstractmethod
    def recognitions_of(self, organisation: str, provider: str) -> tuple[Recognition, ...]: ...

    @abstractmethod
    def organisations_assigned_to(self, user: str) -> Collection[str]: ...

    @abstractmethod
    def givers_of_grants(self, receiver: str) -> Collection[str]: ...


@dataclass(frozen=True)
class Gathered(Facts):
    """Facts as the sets of their records."""

    organisations: Mapping[str, Organisation]
    users: Mapping[str, User]
    services: Mapping[str, Service]
    rights: Mapping[str, Right]
    mandates: Mapping[str, Mandate]
    assignments: tuple[Assignment, ...]
    grants: tuple[Grant, ...]
    recognitions: tuple[Recognition, ...]
    catalogue: Rights

    def organisation_of(self, branch: str) -> str | None:
        return self._organisation_by_branch.get(branch)

    def users_of(self, user: User) -> tuple[User, ...]:
        return self._users_by_holder[user.holder]

    def assignments_of(self, user: str, organisation: str) -> tuple[Assignment, ...]:
        return self._assignments_by_user.get((user, organisation), ())

    def mandates_between(self, giver: str, receiver: str) -> tuple[Mandate, ...]:
        return self._mandates_by_ends.get((giver, receiver), ())

    def grants_between(self, giver: str, receiver: str) -> tuple[Grant, ...]:
        return self._grants_by_ends.get((giver, receiver), ())

    def recognitions_of(self, organisation: str, provider: str) -> tuple[Recognition, ...]:
        return self._recognitions_by_ends.get((organisation, provider), ())

    def organisations_assigned_to(self, user: str) -> frozenset[str]:
        return self._organisations_by_assigned.get(user, frozenset())

    def users_assigned_for(self, organisation: str) -> frozenset[str]:
        return self._users_by_assigned.get(organisation, frozenset())

    def givers_of_grants(self, receiver: str) -> frozenset[str]:
        return self._givers_by_receiver.get(receiver, frozenset())

    def receivers_of_grants(self, giver: str) -> frozenset[str]:
        return self._receivers_by_giver.get(giver, frozenset())

    @cached_property
    def _organisation_by_branch(self) -> dict[str, str]:
        return {branch: each.id for each in self.organisations.values() for branch in each.branches}

    @cached_property
    def _users_by_holder(self) -> dict[tuple[str, str], tuple[User, ...]]:
        return grouped((user.holder, user) for user in self.users.values())

    @cached_property
    def _assignments_by_user(self) -> dict[tuple[str, str], tuple[Assignment, ...]]:
        return grouped(((each.user, each.organisation), each) for each in self.assignments)

    @cached_property
    def _mandates_by_ends(self) -> dict[tuple[str, str], tuple[Mandate, ...]]:
        return grouped(((each.giver, each.receiver), each) for each in self.mandates.values())

    @cached_property
    def _grants_by_ends(self) -> dict[tuple[str, str], tuple[Grant, ...]]:
        return grouped(
            ((each.giver, each.receiver), each)
            for each in self.grants
            if self.catalogue.grantable(each.right)
        )

    @cached_property
    def _recognitions_by_ends(self) -> dict[tuple[str, str], tuple[Recognition, ...]]:
        return grouped(((each.organisation, each.provider), each) for each in self.recognitions)

    @cached_property
    def _organisations_by_assigned(self) -> dict[str, frozenset[str]]:
        return distinct((each.user, each.organisation) for each in self.assignments)

    @cached_property
    def _users_by_assigned(self) -> dict[str, frozenset[str]]:
        return distinct((each.organisation, each.user) for each in self.assignments)

    @cached_property
    def _givers_by_receiver(self) -> dict[str, frozenset[str]]:
        return distinct((each.receiver, each.giver) for each in self.grants)

    @cached_property
    def _receivers_by_giver(self) -> dict[str, frozenset[str]]:
        return distinct((each.giver, each.receiver) for each in self.grants)


def grouped(pairs: Iterable[tuple[Key, Each]]) -> dict[Key, tuple[Each, ...]]:
    """Each key with its things, in the order of their coming."""
    lists: defaultdict[Key, list[Each]] = defaultdict(list)
    for key, each in pairs:
        lists[key].append(each)
    return {key: tuple(each) for key, each in lists.items()}


def distinct(pairs: Iterable[tuple[Key, str]]) -> dict[Key, frozenset[str]]:
    return {key: frozenset(each) for key, each in grouped(pairs).items()}

"""Growing a world from a seed: organisations, their users, and the records of power between them.

Sizes have long tails: most organisations have a handful of users, a few have thousands; most intermediaries
have a few clients, and one employee as many as 5,000.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Literal

from benchmarks.worlds import catalogue
from fuldmagt.decisions.world_file import (
    Adviser,
    Assignment,
    Client,
    Grant,
    Mandate,
    Organisation,
    Person,
    User,
    World,
)
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState, UserKind
from fuldmagt.vocabulary.categories import Category

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MOST_CLIENTS = 5_000  # of one employee
CHAINED, GRANTED = 0.20, 0.10  # of all records; the others are rights at home
RIGHTS_EACH = 3
LARGEST = 4_000  # users of one organisation
SECRET = "for-benchmarks-only-0123456789abcdef"  # noqa: S105  # of a world that is nobody's


def world(records: int, seed: int) -> World:
    """A world with about so many assignments, mandates and grants in all."""
    growing = Growing(Random(seed))
    growing.employers(int(records * (1 - CHAINED - GRANTED)))
    growing.intermediaries(int(records * CHAINED))
    growing.advisers_with_grants(int(records * GRANTED))
    return growing.grown()


class Growing:
    """A world while it grows."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.number = 10_000_000
        self.organisations: list[Organisation] = []
        self.people: list[Person] = []
        self.users: list[User] = []
        self.mandates: list[Mandate] = []
        self.assignments: list[Assignment] = []
        self.grants: list[Grant] = []
        self.advisers: list[Adviser] = []

    def grown(self) -> World:
        return World(
            organisations=tuple(self.organisations),
            people=tuple(self.people),
            users=tuple(self.users),
            providers=catalogue.providers(),
            services=catalogue.services(),
            rights=catalogue.rights(),
            exclusive_sets=catalogue.exclusive_sets(),
            mandates=tuple(self.mandates),
            assignments=tuple(self.assignments),
            grants=tuple(self.grants),
            advisers=tuple(self.advisers),
            clients=(
                Client(
                    id="bench",
                    secret=SECRET,
                    scopes=("access:evaluate", "access:search", "access:simulate"),
                ),
            ),
        )

    def employers(self, records: int) -> None:
        """Organisations whose users have rights at home; every hundredth is a municipality."""
        rights = catalogue.for_companies(), catalogue.for_municipalities()
        before = len(self.assignments)
        while len(self.assignments) - before < records:
            is_town = self.dice.random() < 0.01
            size = self.size(LARGEST if is_town else 300, mean=2.0 if is_town else 1.1)
            home = self.organisation(Category.MUNICIPALITY if is_town else Category.COMPANY)
            for user in self.staff(home, size):
                for right in self.dice.sample(rights[is_town], self.dice.randint(1, 2 * RIGHTS_EACH - 1)):
                    self.assign(user, right, home.id, branches=self.some_branch(home))

    def intermediaries(self, records: int) -> None:
        """Offices with clients of their own: the first employee has very many, the others a few each."""
        rights, before = catalogue.chained(), len(self.assignments) + len(self.mandates)
        clients = min(MOST_CLIENTS, max(3, records // 4))
        while len(self.assignments) + len(self.mandates) - before < records:
            home = self.organisation(Category.LAW_FIRM)
            staff = self.staff(home, 1 + clients // 40)
            for n in range(clients):
                client = self.organisation(Category.COMPANY, OrganisationState.REPRESENTED)
                given = self.dice.choice(rights)
                mandate = Mandate(
                    giver=client.id,
                    receiver=home.id,
                    rights=(given,),
                    accepted=self.dice.random() < 0.97,
                    **self.record(),
                )
                self.mandates.append(mandate)
                for user in {
                    staff[0].id: staff[0],
                    **{each.id: each for each in [staff[n % len(staff)]]},
                }.values():
                    self.assign(user, given, client.id, mandate=mandate.id)
            clients = self.size(200, mean=1.0)

    def advisers_with_grants(self, records: int) -> None:
        """Advisers recognised by the providers, whom employers let in by number."""
        rights, left = catalogue.grantable(), records
        while left > 0:
            clients = min(left, self.size(2_000, mean=1.5))
            left -= clients
            home = self.organisation(Category.ADVISER)
            for provider in catalogue.providers():
                if self.dice.random() < 0.95:
                    self.advisers.append(Adviser(provider=provider.id, organisation=home.id, **self.record()))
            for user in self.staff(home, 1 + clients // 50):
                self.assign(user, self.dice.choice(rights), home.id)
            for _ in range(clients):
                giver = self.organisation(Category.COMPANY, OrganisationState.REPRESENTED)
                grant = Grant(
                    giver=giver.id,
                    receiver=home.id,
                    right=self.dice.choice(rights),
                    confirmed=self.dice.random() < 0.95,
                    **self.record(),
                )
                self.grants.append(grant)

    def size(self, most: int, *, mean: float) -> int:
        """A size with a long tail."""
        return min(most, 1 + int(self.dice.paretovariate(1.2) ** mean))

    def organisation(
        self, category: Category, state: OrganisationState = OrganisationState.ACTIVE
    ) -> Organisation:
        self.number += 1
        branches = (f"nl:vestiging:{self.number:012}",) if self.number % 7 == 0 else ()
        made = Organisation(
            id=f"nl:kvk:{self.number}",
            name=f"Organisation {self.number}",
            category=category,
            state=state,
            branches=branches,
            suspend_on_lapsed_right_to_work=False,
        )
        self.organisations.append(made)
        return made

    def staff(self, home: Organisation, size: int) -> list[User]:
        made = [User(**self.person(), organisation=home.id, state=self.state()) for _ in range(size)]
        self.users.extend(made)
        return made

    def person(self) -> dict[str, Any]:
        """A new one; now and then somebody who is a user elsewhere already."""
        if self.people and self.dice.random() < 0.01:
            person = self.dice.choice(self.people)
        else:
            person = Person(id=self.reference(), name=f"Person {len(self.people)}")
            self.people.append(person)
        return {"id": self.reference(), "person": person.id, "kind": UserKind.PERSON}

    def state(self) -> Literal["active", "suspended"]:
        return "active" if self.dice.random() < 0.97 else "suspended"

    def some_branch(self, home: Organisation) -> tuple[str, ...]:
        return home.branches if self.dice.random() < 0.05 else ()

    def assign(
        self,
        user: User,
        right: str,
        place: str,
        *,
        mandate: str | None = None,
        branches: tuple[str, ...] = (),
    ) -> None:
        record = self.record()
        self.assignments.append(
            Assignment(
                user=user.id, right=right, organisation=place, mandate=mandate, branches=branches, **record
            )
        )

    def record(self) -> dict[str, Any]:
        """Most are in force; of every twenty one has ended, was taken back, or has not begun."""
        start = NOW - timedelta(days=self.dice.randint(1, 1500), seconds=self.dice.randint(0, 86_399))
        throw = self.dice.random()
        end = NOW + timedelta(days=self.dice.randint(30, 1500)) if throw < 0.5 else None
        if throw > 0.98:
            end = start + (NOW - start) / 2
        elif throw > 0.96:
            start = NOW + timedelta(days=self.dice.randint(1, 90))
        state = RecordState.REVOKED if 0.94 < throw < 0.96 else RecordState.ACTIVE
        return {"id": self.reference(), "state": state, "start": start, "end": end}

    def reference(self) -> str:
        """As the platform's own: 22 signs that tell nothing."""
        return "".join(self.dice.choices(SIGNS, k=22))


def many_clients(world: World) -> str:
    """The user with the most clients."""
    counted: dict[str, int] = {}
    for each in world.assignments:
        if each.mandate:
            counted[each.user] = counted.get(each.user, 0) + 1
    return max(counted, key=lambda user: counted[user])


def every(world: World) -> Iterator[Mandate | Assignment | Grant]:
    """All records of power."""
    yield from world.mandates
    yield from world.assignments
    yield from world.grants

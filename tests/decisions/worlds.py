"""Random worlds and questions: small and dense, so that every reason and every tie occurs.

Everything comes from the dice that are handed in; the same seed gives the same world. Times lie on a
grid of days, so that questions often fall on the very instant at which something begins or ends.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from fuldmagt.vocabulary.means import Means

Json = dict[str, Any]
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 9
CATEGORIES = ["municipality", "company", "adviser"]
MEANS = [means.value for means in Means]


def often(dice: Random, chance: float = 0.8) -> bool:
    return dice.random() < chance


def some(dice: Random, things: list[Any], chance: float) -> list[Any]:
    return [thing for thing in things if often(dice, chance)]


def day(number: int) -> datetime:
    return FIRST_DAY + timedelta(days=number)


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


class Dealer:
    """Deals one world, as the JSON of a world file."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.narrow = often(dice, 0.3)
        """Whether it is a world of few people, many exclusive sets and rights that are open to few."""
        self.numbers = dice.sample(range(100), 100)
        self.granted: list[Json] = []

    def name(self, letter: str) -> str:
        """An id whose order tells nothing about the order of making."""
        return f"{letter}{self.numbers.pop()}"

    def deal(self) -> Json:
        people = [self.name("p") for _ in range(1 if self.narrow else self.dice.randint(1, 3))]
        providers = [self.name("v") for _ in range(2)]
        self.organisations = [
            self.organisation() for _ in range(2 if self.narrow else self.dice.randint(2, 4))
        ]
        self.users = [user for _ in range(self.dice.randint(2, 5)) for user in self.user(people)]
        self.services = [self.service(providers) for _ in range(2)]
        self.rights = [right for service in self.services for right in self.rights_of(service)]
        self.sets = self.exclusive_sets()
        self.pairs = [self.pair() for _ in range(2)]
        self.favourites = self.dice.sample([each["id"] for each in self.rights], k=2)
        self.mandates = [self.mandate() for _ in range(self.dice.randint(1, 5))]
        return {
            "organisations": self.organisations,
            "people": [{"id": each, "name": each, "birth_date": "1990-05-17"} for each in people],
            "users": self.users,
            "providers": [{"id": each, "name": each, "sector": "public"} for each in providers],
            "services": self.services,
            "rights": self.rights,
            "exclusive_sets": self.sets,
            "mandates": self.mandates,
            "assignments": [each for _ in range(self.dice.randint(3, 14)) for each in self.assignment()],
            "grants": [each for _ in range(self.dice.randint(1, 8)) for each in self.grant()],
            "advisers": [self.adviser(providers) for _ in range(self.dice.randint(0, 8))],
            "clients": [],
        }

    def organisation(self) -> Json:
        name = self.name("o")
        return {
            "id": name,
            "name": name,
            "category": self.dice.choice(CATEGORIES),
            "state": self.dice.choices(["active", "represented", "closed"], [16, 3, 1])[0],
            "branches": [f"{name}.{n}" for n in range(self.dice.randint(0, 2))],
            "suspend_on_lapsed_right_to_work": often(self.dice, 0.2),
        }

    def user(self, people: list[str]) -> list[Json]:
        homes = [each["id"] for each in self.organisations if each["state"] != "represented"]
        if not homes:
            return []
        kind = self.dice.choices(["person", "system"], [9, 1])[0]
        states = ["active", "invited", "suspended", "locked", "closed"]
        return [
            {
                "id": self.name("u"),
                "person": self.dice.choice(people) if kind == "person" else None,
                "organisation": self.dice.choice(homes),
                "kind": kind,
                "state": self.dice.choices(states, [28, 1, 1, 1, 1])[0],
                "category": self.dice.choice([None, None, *CATEGORIES]),
                "means": None if often(self.dice, 0.4) else some(self.dice, MEANS, 0.7),
                "right_to_work_until": self.perhaps(0.4),
            }
        ]

    def service(self, providers: list[str]) -> Json:
        name = self.name("s")
        ids = [each["id"] for each in self.organisations]
        return {
            "id": name,
            "provider": self.dice.choice(providers),
            "name": name,
            "data_class": self.dice.choices(["ordinary", "confidential", "sensitive"], [4, 1, 1])[0],
            "accepts_chains": often(self.dice, 0.75),
            "accepts_grants": often(self.dice, 0.8),
            "means": some(self.dice, MEANS, 0.8),
            "means_ended": {each: self.when() for each in some(self.dice, MEANS, 0.25)},
            "customers": None if often(self.dice) else some(self.dice, ids, 0.7),
        }

    def rights_of(self, service: Json) -> list[Json]:
        names = [f"{service['id']}:{self.name('r')}" for _ in range(self.dice.randint(2, 4))]
        return [
            {
                "id": name,
                "name": name,
                "assurance": self.dice.choices(["low", "substantial", "high"], [2, 3, 1])[0],
                "categories": []
                if often(self.dice, 0.5 if self.narrow else 0.8)
                else some(self.dice, CATEGORIES, 0.5),
                "implies": some(self.dice, names[n + 1 :], 0.3 if self.narrow else 0.5),
            }
            for n, name in enumerate(names)
        ]

    def covered(self, right: str) -> set[str]:
        implied = next(each["implies"] for each in self.rights if each["id"] == right)
        return {right}.union(*map(self.covered, implied))

    def exclusive_sets(self) -> list[list[str]]:
        ids = [each["id"] for each in self.rights]
        drawn = [
            self.dice.sample(ids, k=min(len(ids), self.dice.randint(2, 3)))
            for _ in range(self.dice.choice([3, 5] if self.narrow else [0, 0, 1]))
        ]
        return [
            members for members in drawn if all(len(self.covered(each) & set(members)) < 2 for each in ids)
        ]

    def when(self) -> str:
        return written(day(self.dice.randint(1, DAYS)))

    def perhaps(self, chance: float) -> str | None:
        return self.when() if often(self.dice, chance) else None

    def record(self, letter: str, **more: Any) -> Json:
        start = self.dice.choices([None, *range(DAYS - 1)], [1, 8, 4, *[1] * (DAYS - 3)])[0]
        end = self.dice.randint((start or 0) + 1, DAYS) if often(self.dice, 0.5) else None
        return {
            "id": self.name(letter),
            "state": "active" if often(self.dice, 0.85) else "revoked",
            "from": None if start is None else written(day(start)),
            "to": None if end is None else written(day(end)),
            **more,
        }

    def ends(self) -> Json:
        """Mostly between the same few, so that several records stand beside one another."""
        pair = self.dice.choice(self.pairs) if often(self.dice, 0.85) else self.pair()
        return {"giver": pair[0], "receiver": pair[1]}

    def pair(self) -> tuple[str, str]:
        """From any organisation to another, mostly to one that has users."""
        homes = [each["organisation"] for each in self.users]
        ids = [each["id"] for each in self.organisations]
        receiver = self.dice.choice(homes if homes and often(self.dice) else ids)
        return self.dice.choice([each for each in ids if each != receiver]), receiver

    def right(self) -> str:
        """Mostly one of the same two, so that several records are of the same right."""
        any_right: str = self.dice.choice(self.rights)["id"]
        return self.dice.choice(self.favourites) if often(self.dice, 0.6) else any_right

    def mandate(self) -> Json:
        rights = some(self.dice, [each["id"] for each in self.rights], 0.35)
        return self.record(
            "m", rights=rights or [self.right()], accepted=often(self.dice, 0.85), **self.ends()
        )

    def assignment(self) -> list[Json]:
        if not self.users:
            return []
        user = self.dice.choice(self.users)
        home = next(each for each in self.organisations if each["id"] == user["organisation"])
        received = [each for each in self.mandates if each["receiver"] == home["id"]]
        mandate = self.dice.choice(received) if received and often(self.dice, 0.55) else None
        right = self.right()
        if mandate and often(self.dice):
            right = self.dice.choice(sorted(self.covered(self.dice.choice(mandate["rights"]))))
        at_home = {"user": user["id"], "right": right, "organisation": home["id"], "mandate": None}
        if mandate is None:
            return [self.record("a", branches=some(self.dice, home["branches"], 0.3), **at_home)]
        for_client = at_home | {"organisation": mandate["giver"], "mandate": mandate["id"]}
        both = [self.record("a", branches=[], **for_client)]
        if often(self.dice, 0.4):  # the same right at home too, and perhaps a grant: two ways at once
            both.append(self.record("a", branches=[], **at_home))
            self.granted.append({"giver": mandate["giver"], "receiver": home["id"], "right": right})
        return both

    def grant(self) -> list[Json]:
        granted = self.ends() | {"right": self.right()}
        if self.granted and often(self.dice, 0.5):
            granted = self.dice.choice(self.granted)
        if any(self.covered(granted["right"]) & set(members) for members in self.sets):
            return []
        return [self.record("g", confirmed=often(self.dice, 0.85), **granted)]

    def adviser(self, providers: list[str]) -> Json:
        organisation = self.dice.choice([each["id"] for each in self.organisations])
        return self.record("d", provider=self.dice.choice(providers), organisation=organisation)


def a_world(dice: Random) -> Json:
    return Dealer(dice).deal()


def a_question(dice: Random, world: Json) -> Json:
    """Mostly about what the world holds a record of; sometimes about anything, or about nothing there is."""
    record = dice.choice(world["assignments"] + world["grants"] or [{}])
    users = [each["id"] for each in world["users"]]
    at_receiver = [each["id"] for each in world["users"] if each["organisation"] == record.get("receiver")]
    likely = {
        "user": record.get("user") or dice.choice(at_receiver or users or ["nobody"]),
        "right": record.get("right"),
        "organisation": record.get("giver") or record.get("organisation"),
    }
    anything = {
        "user": dice.choice([*users, *users, *users, "nobody"]),
        "right": dice.choice([*(each["id"] for each in world["rights"]), "no:right"]),
        "organisation": dice.choice([*(each["id"] for each in world["organisations"]), "nowhere"]),
    }
    asked: Json = {
        part: likely[part] if likely[part] and often(dice, 0.75) else anything[part] for part in anything
    }
    branches = [branch for each in world["organisations"] for branch in each["branches"]]
    own = [b for b in branches if b.startswith(f"{asked['organisation']}.")]
    anywhere = [*branches, "no-branch"]
    asked["branch"] = dice.choice(own if own and often(dice) else anywhere) if often(dice, 0.2) else None
    if asked["branch"] and often(dice, 0.3):
        asked["organisation"] = None
    asked["assurance"] = dice.choices([None, "low", "substantial", "high"], [4, 1, 4, 8])[0]
    asked["means"] = (
        dice.choice(MEANS) if (asked["assurance"] and often(dice, 0.6)) or often(dice, 0.1) else None
    )
    asked["at"] = day(dice.randint(0, DAYS))
    return asked

"""The words of the law, by brute force over the records of a world file (see naive.py)."""

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
FOREVER = datetime.max.replace(tzinfo=UTC)


def instant(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written.replace("Z", "+00:00"))


def named(records: list[Json], name: str | None) -> Json | None:
    return next((each for each in records if each["id"] == name), None)


class World:
    def __init__(self, world: Json) -> None:
        self.world = world

    def __getattr__(self, section: str) -> list[Any]:
        return self.world[section]  # type: ignore[no-any-return]  # plain JSON

    # Words

    def covers(self, x: str, r: str) -> bool:
        right = named(self.rights, x)
        assert right is not None
        return x == r or any(self.covers(implied, r) for implied in right["implies"])

    def touches(self, x: str, members: list[str]) -> bool:
        return any(self.covers(x, member) for member in members)

    def touches_any(self, x: str) -> bool:
        return any(self.touches(x, members) for members in self.exclusive_sets)

    def why_not_in_force(self, record: Json, t: datetime) -> str | None:
        start, end = instant(record["from"]), instant(record["to"])
        if record["state"] != "active":
            return "revoked"
        if end is not None and not t < end:
            return "expired"
        return "not_yet_valid" if start is not None and not start <= t else None

    def category(self, user: Json, organisation: str) -> str:
        if organisation == user["organisation"] and user["category"]:
            return str(user["category"])
        found = named(self.organisations, organisation)
        assert found is not None
        return str(found["category"])

    def is_open(self, x: str, category: str) -> bool:
        right = named(self.rights, x)
        assert right is not None
        return right["categories"] == [] or category in right["categories"]

    def carries_before_conflicts(self, a: Json, r: str, t: datetime) -> bool:
        user = named(self.users, a["user"])
        assert user is not None
        category = self.category(user, a["organisation"])
        stands = self.why_not_in_force(a, t) is None and self.is_open(a["right"], category)
        if a["organisation"] == user["organisation"]:
            return stands and self.covers(a["right"], r)
        m = named(self.mandates, a["mandate"])
        return (
            stands
            and m is not None
            and (m["giver"], m["receiver"]) == (a["organisation"], user["organisation"])
            and m["accepted"]
            and self.why_not_in_force(m, t) is None
            and self.covers(a["right"], r)
            and any(self.is_open(y, category) and self.covers(y, r) for y in m["rights"])
        )

    def same_person(self, one: Json, other: Json) -> bool:
        if one["person"] is None:
            return bool(one["id"] == other["id"])
        return bool(one["person"] == other["person"])

    def conflict(self, a: Json, t: datetime) -> bool:
        user = named(self.users, a["user"])
        assert user is not None
        theirs = [
            each
            for each in self.assignments
            if each["organisation"] == a["organisation"]
            for holder in self.users
            if holder["id"] == each["user"]
            if self.same_person(user, holder) and holder["state"] != "closed"
        ]
        return any(
            self.touches(a["right"], members)
            and sum(any(self.carries_before_conflicts(each, r, t) for each in theirs) for r in set(members))
            >= 2
            for members in self.exclusive_sets
        )

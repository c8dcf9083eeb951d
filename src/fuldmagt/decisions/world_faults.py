"""What is wrong in a world file that has the right shape, each fault with its place. Pure.

Source: decision-semantics, "World files".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fuldmagt.catalogue.rules import Rights
from fuldmagt.decisions.world_file import Record, World
from fuldmagt.organisations.rules import OrganisationState, UserKind


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is a JSON path, as in `$.mandates[3].rights[0]`."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


Faults = Iterator[Fault]

# section, key, and the section whose ids it holds
REFERENCES: Final = (
    ("users", "person", "people"),
    ("users", "organisation", "organisations"),
    ("services", "provider", "providers"),
    ("services", "customers", "organisations"),
    ("rights", "implies", "rights"),
    ("mandates", "giver", "organisations"),
    ("mandates", "receiver", "organisations"),
    ("mandates", "rights", "rights"),
    ("assignments", "user", "users"),
    ("assignments", "right", "rights"),
    ("assignments", "organisation", "organisations"),
    ("assignments", "mandate", "mandates"),
    ("grants", "giver", "organisations"),
    ("grants", "receiver", "organisations"),
    ("grants", "right", "rights"),
    ("advisers", "provider", "providers"),
    ("advisers", "organisation", "organisations"),
    ("clients", "provider", "providers"),
)
IDENTIFIED: Final = (
    "organisations",
    "people",
    "users",
    "providers",
    "services",
    "rights",
    "mandates",
    "assignments",
    "grants",
    "advisers",
    "clients",
)


def faults(world: World) -> tuple[Fault, ...]:
    """All that is wrong. Names first: nothing can be said about records that name what is not there."""
    naming = [*duplicate_ids(world), *dangling(world)]
    return tuple(naming or (fault for check in CHECKS for fault in check(world)))


def duplicate_ids(world: World) -> Faults:
    for section in IDENTIFIED:
        if len({each.id for _, each in _each(world, section)}) < len(getattr(world, section)):
            yield from _repeated([(f"$.{section}[{n}].id", each.id) for n, each in _each(world, section)])
    yield from _repeated(
        [
            (f"$.organisations[{n}].branches[{b}]", branch)
            for n, each in enumerate(world.organisations)
            for b, branch in enumerate(each.branches)
        ]
    )


def dangling(world: World) -> Faults:
    """References to what is not in the file."""
    ids = {section: {each.id for _, each in _each(world, section)} for section in IDENTIFIED}
    for section, key, target in REFERENCES:
        known = ids[target]
        for n, each in _each(world, section):
            named = getattr(each, key)
            if named is None or (named in known if isinstance(named, str) else known.issuperset(named)):
                continue
            for place, name in _named(f"$.{section}[{n}].{key}", named):
                if name not in known:
                    yield Fault(place, f"{name} is not among the {target}")
    for n, right in enumerate(world.rights):
        if ":" not in right.id or right.service not in ids["services"]:
            yield Fault(
                f"$.rights[{n}].id", f"{right.id} does not begin with the id of a service and a colon"
            )
    for s, members in enumerate(world.exclusive_sets):
        for m, member in enumerate(members):
            if member not in ids["rights"]:
                yield Fault(f"$.exclusive_sets[{s}][{m}]", f"{member} is not among the rights")


def users_as_they_can_be(world: World) -> Faults:
    states = {each.id: each.state for each in world.organisations}
    for n, user in enumerate(world.users):
        if states[user.organisation] is OrganisationState.REPRESENTED:
            yield Fault(f"$.users[{n}].organisation", "a represented organisation has no users")
        if (user.person is None) is (user.kind is UserKind.PERSON):
            yield Fault(f"$.users[{n}].person", "a user is a person's, or a system's without a person")


def implications(world: World) -> Faults:
    rights = catalogue(world)
    for n, right in enumerate(world.rights):
        for i, implied in enumerate(right.implies):
            place = f"$.rights[{n}].implies[{i}]"
            if implied.partition(":")[0] != right.service:
                yield Fault(place, f"{implied} is a right of another service")
            if rights.covers(implied, right.id):
                yield Fault(place, f"{implied} implies {right.id} in turn")


def exclusive_sets(world: World) -> Faults:
    rights = catalogue(world)
    for s, members in enumerate(world.exclusive_sets):
        if len(set(members)) < 2:
            yield Fault(f"$.exclusive_sets[{s}]", "a set of rights that exclude each other has at least two")
            continue
        for n, right in enumerate(world.rights):
            if len(rights.all_covered(right.id) & set(members)) > 1:
                yield Fault(f"$.rights[{n}]", f"{right.id} covers two of $.exclusive_sets[{s}]")


def periods(world: World) -> Faults:
    sections: dict[str, Sequence[Record]] = {
        "mandates": world.mandates,
        "assignments": world.assignments,
        "grants": world.grants,
        "advisers": world.advisers,
    }
    for section, records in sections.items():
        for n, each in enumerate(records):
            if each.start is not None and each.end is not None and each.start >= each.end:
                yield Fault(f"$.{section}[{n}].to", "ends before it begins, or at once")


def givers(world: World) -> Faults:
    for section in ("mandates", "grants"):
        for n, each in _each(world, section):
            if each.giver == each.receiver:
                yield Fault(f"$.{section}[{n}].receiver", "giver and receiver are the same")


def mandates(world: World) -> Faults:
    for n, mandate in enumerate(world.mandates):
        if not mandate.rights:
            yield Fault(f"$.mandates[{n}].rights", "a mandate gives at least one right")


def grants(world: World) -> Faults:
    law = catalogue(world)
    touching = {each.id for each in world.rights if not law.grantable(each.id)}
    for n, grant in enumerate(world.grants):
        if grant.right in touching:
            yield Fault(
                f"$.grants[{n}].right", f"{grant.right} touches a set of rights that exclude each other"
            )


def assignments(world: World) -> Faults:
    homes = {user.id: user.organisation for user in world.users}
    branches = {each.id: set(each.branches) for each in world.organisations}
    ends = {each.id: (each.giver, each.receiver) for each in world.mandates}
    for n, each in enumerate(world.assignments):
        home = homes[each.user]
        at_home = each.organisation == home
        if at_home and each.mandate is None and not each.branches:
            continue
        place = f"$.assignments[{n}]"
        for b, branch in enumerate(each.branches):
            if branch not in branches[each.organisation]:
                yield Fault(f"{place}.branches[{b}]", f"{branch} is no branch of {each.organisation}")
        if not at_home and each.branches:
            yield Fault(f"{place}.branches", "outside the user's home an assignment knows no branches")
        if not at_home and each.mandate is None:
            yield Fault(f"{place}.mandate", "outside the user's home an assignment hangs on a mandate")
        if each.mandate is not None and ends[each.mandate] != (each.organisation, home):
            yield Fault(f"{place}.mandate", f"{each.mandate} is not from {each.organisation} to {home}")


CHECKS: Final[tuple[Callable[[World], Faults], ...]] = (
    users_as_they_can_be,
    implications,
    exclusive_sets,
    periods,
    givers,
    mandates,
    grants,
    assignments,
)


def catalogue(world: World) -> Rights:
    return Rights.of({each.id: each.implies for each in world.rights}, world.exclusive_sets)


def _each(world: World, section: str) -> "enumerate[Any]":
    return enumerate(getattr(world, section))


def _named(place: str, value: str | tuple[str, ...] | None) -> list[tuple[str, str]]:
    """Each reference in a value with its place: one, several in a list, or none."""
    if value is None:
        return []
    if isinstance(value, str):
        return [(place, value)]
    return [(f"{place}[{n}]", each) for n, each in enumerate(value)]


def _repeated(places: Iterable[tuple[str, str]]) -> Faults:
    seen: Counter[str] = Counter()
    for place, name in places:
        seen[name] += 1
        if seen[name] > 1:
            yield Fault(place, f"{name} is there already")

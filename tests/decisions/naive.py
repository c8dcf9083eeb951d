"""The law a second time, by brute force over the records of a world file.

Written from decision-semantics alone and knowing nothing of `fuldmagt.decisions`: it reads the plain
JSON, searches every list from end to end, tries every choice of records, and is slow. A yes is found
by the section "The ways", a no by the section "The answer"; that the two agree is checked each time.
"""

from datetime import datetime

from tests.decisions.naive_ways import Asked, Case, Way
from tests.decisions.naive_words import FOREVER, Json, World, instant, named

Obstacle = tuple[str, str, str]
"""Reason, what it is about, and what failed."""

FAILS = [
    "missing",
    "weaker_right_only",
    "revoked",
    "expired",
    "not_yet_valid",
    "not_agreed",
    "not_eligible",
    "rights_conflict",
    "branch_not_covered",
]
PREFIX = {"mandate": "chain_", "grant": "grant_", "assignment": ""}
SPECIAL = {
    ("mandate", "not_agreed"): "chain_not_accepted",
    ("grant", "not_agreed"): "grant_not_confirmed",
    ("assignment", "missing"): "no_authorisation",
    ("mandate", "not_eligible"): "not_eligible",
    ("grant", "not_eligible"): "not_eligible",
}


def ask(world: World, q: Asked) -> Json:
    """The answer: a yes with its way, or a no with its reasons."""
    if reasons := unknown(world, q):
        return {"decision": False, "reasons": reasons, "level": None}
    case = Case(world, q)
    reasons, ways = case.whatever_the_way(), case.ways_that_hold()
    if ways and not reasons:
        return yes(case, ways)
    level = case.right["assurance"] if "assurance_too_low" in dict(reasons) else None
    obstacles = obstacles_of_nearest(case)
    assert bool(ways) == (not obstacles), "a way holds exactly if the nearest way has no obstacle"
    reasons += [(reason, about) for reason, about, _ in obstacles]
    return {"decision": False, "reasons": list(dict.fromkeys(reasons)), "level": level}


def unknown(world: World, q: Asked) -> list[tuple[str, str]]:
    found = []
    if not named(world.users, q["user"]):
        found.append(("user_unknown", q["user"]))
    if not named(world.rights, q["right"]):
        found.append(("right_unknown", q["right"]))
    if q["organisation"] is None:
        if not any(q["branch"] in each["branches"] for each in world.organisations):
            found.append(("branch_unknown", q["branch"]))
    elif (organisation := named(world.organisations, q["organisation"])) is None:
        found.append(("organisation_unknown", q["organisation"]))
    elif q["branch"] is not None and q["branch"] not in organisation["branches"]:
        found.append(("branch_unknown", q["branch"]))
    return found


def yes(case: Case, ways: list[Way]) -> Json:
    def end_of(way: Way) -> datetime:
        return min(instant(record["to"]) or FOREVER for _, record in way[1])

    def evidence(way: Way) -> list[tuple[str, str]]:
        return [(kind, record["id"]) for kind, record in way[1] if kind != "adviser"]

    longest = max(map(end_of, ways))
    ways = [way for way in ways if end_of(way) == longest]
    way = sorted(ways, key=lambda way: (way[0] == "grant", [each for _, each in evidence(way)]))[0]
    ends, ended = [longest], case.s["means_ended"]
    if case.q["means"] is not None:
        ends.append(instant(ended.get(case.q["means"])) or FOREVER)
    if case.q["means"] == "private_eid":
        ends.append(max(instant(ended.get(each)) or FOREVER for each in case.other_means()))
    if case.h["suspend_on_lapsed_right_to_work"]:
        ends.append(instant(case.u["right_to_work_until"]) or FOREVER)
    return {
        "decision": True,
        "way": way[0],
        "evidence": evidence(way),
        "right_held": way[1][-1][1]["right"],
        "valid_until": None if min(ends) == FOREVER else min(ends),
    }


def obstacles_of_nearest(case: Case) -> list[Obstacle]:
    """Those of the best of all choices of records, by the rules of *nearest way*."""
    choices = direct(case) if case.home else chains(case) + grants(case)
    if not choices:
        return [(reason, case.s["id"], "") for reason in ("chain_not_supported", "grant_not_supported")]
    if not case.home and for_other_organisation(case):
        return [("grant_for_other_organisation", case.o["id"], "")]

    def distance(choice: tuple[str, list[Obstacle | None], list[str]]) -> tuple[object, ...]:
        kind, found, ids = choice
        there = [each for each in found if each]
        later_is_nearer = [-FAILS.index(fails) for _, _, fails in there]
        return len(there), kind == "grant", later_is_nearer, ids

    _, nearest, _ = min(choices, key=distance)
    return [each for each in nearest if each]


Choice = tuple[str, list[Obstacle | None], list[str]]


def direct(case: Case) -> list[Choice]:
    own = [a for a in case.law.assignments if (a["user"], a["organisation"]) == (case.u["id"], case.o["id"])]
    return [("direct", [found], [name]) for found, name in options(case, "assignment", own, case.r)]


def chains(case: Case) -> list[Choice]:
    if not case.s["accepts_chains"]:
        return []
    theirs = [m for m in case.law.mandates if (m["giver"], m["receiver"]) == (case.o["id"], case.h["id"])]
    clients = [
        a for a in case.law.assignments if (a["user"], a["organisation"]) == (case.u["id"], case.o["id"])
    ]
    covered = any(case.law.covers(y, case.r) for m in theirs for y in m["rights"])
    return [
        ("chain", [of_mandate, of_assignment], [m, a])
        for of_mandate, m in options(case, "mandate", theirs, case.o["id"])
        for of_assignment, a in options(
            case,
            "assignment",
            [each for each in clients if not covered or each["mandate"] == m],
            case.r,
        )
    ]


def grants(case: Case) -> list[Choice]:
    if not case.s["accepts_grants"] or case.law.touches_any(case.r):
        return []
    theirs = [g for g in case.law.grants if (g["giver"], g["receiver"]) == (case.o["id"], case.h["id"])]
    own = [a for a in case.law.assignments if (a["user"], a["organisation"]) == (case.u["id"], case.h["id"])]
    recognised = None if case.recognitions() else ("adviser_not_recognised", case.h["id"], "missing")
    return [
        ("grant", [of_grant, recognised, of_assignment], [g, a])
        for of_grant, g in options(case, "grant", theirs, case.o["id"])
        for of_assignment, a in options(case, "assignment", own, case.r, behind_grant=True)
    ]


def options(
    case: Case, kind: str, records: list[Json], lacks: str, *, behind_grant: bool = False
) -> list[tuple[Obstacle | None, str]]:
    """What the choice of a record of this kind would leave in the way, and the record."""
    covering = [each for each in records if any(case.law.covers(x, case.r) for x in rights_of(each))]
    found = []
    for each in covering:
        fails = first_that_fails(case, kind, each, behind_grant)
        about = not_open(case, each) if fails == "not_eligible" else each["id"]
        found.append((obstacle(kind, fails, about) if fails else None, each["id"]))
    if found:
        return found
    weaker = sorted(
        each["id"] for each in records if in_force_and_agreed(case, each) and is_weaker(case, each)
    )
    if weaker:
        return [(obstacle(kind, "weaker_right_only", weaker[0]), weaker[0])]
    return [(obstacle(kind, "missing", lacks), "")]


def obstacle(kind: str, fails: str, about: str) -> Obstacle:
    return SPECIAL.get((kind, fails), PREFIX[kind] + fails), about, fails


def rights_of(record: Json) -> list[str]:
    return list(record["rights"]) if "rights" in record else [record["right"]]


def agreed(record: Json) -> bool:
    return bool(record.get("accepted", True) and record.get("confirmed", True))


def in_force_and_agreed(case: Case, record: Json) -> bool:
    return agreed(record) and case.law.why_not_in_force(record, case.t) is None


def is_weaker(case: Case, record: Json) -> bool:
    return any(case.law.covers(case.r, x) for x in rights_of(record))


def not_open(case: Case, record: Json) -> str:
    """The right that is not open: the one asked for, if the record is of it."""
    covering = [x for x in rights_of(record) if case.law.covers(x, case.r)]
    return case.r if case.r in covering else min(covering)


def first_that_fails(case: Case, kind: str, record: Json, behind_grant: bool) -> str | None:
    if fails := case.law.why_not_in_force(record, case.t):
        return fails
    if not agreed(record):
        return "not_agreed"
    place = record["organisation"] if kind == "assignment" else case.o["id"]
    category = case.law.category(case.u, place)
    if not behind_grant and not any(
        case.law.is_open(x, category) for x in rights_of(record) if case.law.covers(x, case.r)
    ):
        return "not_eligible"
    if kind == "assignment" and case.law.conflict(record, case.t):
        return "rights_conflict"
    if kind == "assignment" and record["branches"] and (not case.home or case.b not in record["branches"]):
        return "branch_not_covered"
    return None


def for_other_organisation(case: Case) -> bool:
    """Another user of the person, with another home, would be allowed; nothing given to this home covers."""
    records = [
        each
        for each in case.law.mandates + case.law.grants
        if (each["giver"], each["receiver"]) == (case.o["id"], case.h["id"])
    ]
    if any(case.law.covers(x, case.r) for each in records for x in rights_of(each)):
        return False
    return any(
        Case(case.law, case.q | {"user": other["id"]}).allowed()
        for other in case.law.users
        if case.law.same_person(case.u, other) and other["organisation"] != case.h["id"]
    )

"""The law's yes, taken straight from what a process holds. Pure.

It says what `decide` says, record for record; `tests/decisions/test_quick.py` holds both against one another
on random worlds. It goes through the records of one user and one organisation only, makes nothing that is not
in the answer, and leaves to `decide` whatever is rare: agents, a private eID, means that end, a right to work
that may lapse, people with several users where rights exclude each other. Every no is explained by `decide`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from fuldmagt.decisions.decide import Allowed, Evidence
from fuldmagt.decisions.facts import Assignment, Grant, Mandate, Recognition, Record
from fuldmagt.decisions.links import longest_first
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.snapshot import Member, Place, Ready
from fuldmagt.decisions.standing import in_conflict
from fuldmagt.decisions.stock import Looking, Stock
from fuldmagt.decisions.view import View
from fuldmagt.decisions.ways import PLACE, WayKind
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.vocabulary.categories import Category

Unsure = Literal["unsure"]
UNSURE: Final[Unsure] = "unsure"
ACTIVE: Final = RecordState.ACTIVE
CLOSED: Final = OrganisationState.CLOSED  # at hand: to look a member up in its class takes long
DIRECT: Final = WayKind.DIRECT
AGREED: Final[Mapping[WayKind, str]] = {WayKind.CHAIN: "mandate", WayKind.GRANT: "grant"}
Held = tuple[str, str, datetime | None]
"""A right of the user's own: the record's id, the right, and its end."""
Found = tuple[timedelta, int, tuple[str, str], WayKind, datetime | None, str]
"""A way that holds, so that the one to name comes first: how long, of which kind, ids; its end, the right."""


def allowed(stock: Stock, question: Question) -> Allowed | Unsure | None:
    """The answer, where it is yes; None where it is no; UNSURE where the law is to be asked."""
    catalogue, context, branch = stock.catalogue, question.context, question.branch
    member, right = stock.members.get(question.user), catalogue.ready.get(question.right)
    organisation = question.organisation or stock.owners.get(branch or "", "")
    if member is None or right is None:
        return UNSURE
    home = member.place
    place = home if home.id == organisation else stock.places.get(organisation)
    if place is None or (branch is not None and branch not in place.branches):
        return UNSURE
    if stock.is_crowded:
        stock.used[home.id] = stock.now
    means, level, known = context.means, context.assurance, member.particulars
    if means is not None if level is None else level < right.assurance:
        return None
    if right.customers is not None and organisation not in right.customers:
        return None
    if means is not None and (means not in right.plain_means or means not in known.means):
        return UNSURE if means in right.special_means and means in known.means else None
    if not known.is_plain:
        return UNSURE
    if place is home:
        return _direct(stock, member, right, context.at, branch)
    return _elsewhere(stock, member, place, right, context.at)


def _direct(
    stock: Stock, member: Member, right: Ready, at: datetime, branch: str | None
) -> Allowed | Unsure | None:
    category, place = member.particulars.category, member.place
    if right.categories and category not in right.categories:
        return None
    if at < place.as_of:  # what had begun when it was read had perhaps not begun then
        return UNSURE
    found = _plain(member, right, category, at)
    if member.odd:
        found += _odd(member, right, category, at, branch)
    if found and right.touching:
        home = stock.homes.get(place.id)
        if member.others or home is None or home.place is not place:
            return UNSURE
        found = _without_conflict(found, View(Looking(stock, of=(stock.catalogue, home))), member, right, at)
    if not found:
        return None
    ref, held, end = found[0] if len(found) == 1 else min(found, key=_longest_first)
    return Allowed(DIRECT, (Evidence("assignment", ref),), held, end, f"{stock.catalogue.mark}.{place.mark}")


def _plain(member: Member, right: Ready, category: Category | None, at: datetime) -> list[Held]:
    """Without a category it is not judged whether they are open."""
    found, covering = list[Held](), right.covering
    for n, held in enumerate(member.rights):
        categories = covering.get(held)
        if categories is None or (categories and category is not None and category not in categories):
            continue
        end = member.ends[n]
        if end is None or at < end:
            found.append((member.id_of(n), held, end))
    return found


def _odd(
    member: Member, right: Ready, category: Category | None, at: datetime, branch: str | None
) -> list[Held]:
    return [
        (each.id, each.right, each.end)
        for each in member.odd
        if _covers(each.right, category, right) and _in_force(each, at)
        if not each.branches or branch in each.branches
    ]


def _without_conflict(
    found: list[Held], view: View, member: Member, right: Ready, at: datetime
) -> list[Held]:
    user, place = member.user, member.place.id
    return [
        each
        for each in found
        if each[1] not in right.touching or not in_conflict(view, each[1], place, user, at)
    ]


def _longest_first(held: Held) -> tuple[timedelta, str]:
    return longest_first(held[2]), held[0]


def _elsewhere(
    stock: Stock, member: Member, place: Place, right: Ready, at: datetime
) -> Allowed | Unsure | None:
    found = list[Found]()
    home = stock.homes.get(member.place.id)
    if home is None or home.place is not member.place:
        return UNSURE
    if place.state is CLOSED or (right.categories and place.category not in right.categories):
        return None
    if right.chains and (hung := member.elsewhere.get(place.id)):
        hanging = [each for each in hung if each.right in right.covering and _in_force(each, at)]
        if right.touching and any(each.right in right.touching for each in hanging):
            return UNSURE
        found += _chains(home.mandates.get(place.id, ()), hanging, place.category, right, at)
    if right.grants and (grants := home.grants.get(place.id)):
        held = _at_home(member, right, at)
        if isinstance(held, str):
            return UNSURE
        recognised = _recognition(home.recognitions.get(right.provider, ()), at) if held else None
        if recognised is not None:
            found += _grants(grants, recognised, held, place.category, right, at)
    if not found:
        return None
    _, _, (agreed, assignment), kind, end, own = found[0] if len(found) == 1 else min(found)
    evidence = (Evidence(AGREED[kind], agreed), Evidence("assignment", assignment))
    return Allowed(kind, evidence, own, end, f"{stock.catalogue.mark}.{home.place.mark}.{place.mark}")


def _at_home(member: Member, right: Ready, at: datetime) -> list[Held] | Unsure:
    """The rights at home by which a grant may be used."""
    if at < member.place.as_of:
        return UNSURE
    held = _plain(member, right, None, at)
    if member.odd:
        held += _odd(member, right, None, at, None)
    return UNSURE if right.touching and any(each in right.touching for _, each, _ in held) else held


def _chains(
    mandates: Iterable[Mandate], held: list[Assignment], category: Category, right: Ready, at: datetime
) -> list[Found]:
    return [
        _way(WayKind.CHAIN, mandate, mandate.end, (each.id, each.right, each.end))
        for mandate in mandates
        if mandate.accepted and _in_force(mandate, at)
        if any(_covers(given, category, right) for given in mandate.rights)
        for each in held
        if each.mandate == mandate.id and _covers(each.right, category, right)
    ]


def _grants(
    grants: Iterable[Grant],
    recognised: Recognition,
    held: list[Held],
    category: Category,
    right: Ready,
    at: datetime,
) -> list[Found]:
    return [
        _way(WayKind.GRANT, grant, _first(grant.end, recognised.end), each)
        for grant in grants
        if grant.confirmed and _in_force(grant, at)
        if grant.right not in right.touching and _covers(grant.right, category, right)
        for each in held
    ]


def _way(kind: WayKind, agreed: Record, until: datetime | None, own: Held) -> Found:
    ref, right, end = own
    end = _first(until, end)
    return longest_first(end), PLACE[kind], (agreed.id, ref), kind, end, right


def _recognition(records: Iterable[Recognition], at: datetime) -> Recognition | None:
    """Of several in force the one that lasts longest."""
    standing = [each for each in records if _in_force(each, at)]
    return min(standing, key=lambda each: (longest_first(each.end), each.id), default=None)


def _in_force(record: Record, at: datetime) -> bool:
    return record.state is ACTIVE and record.start <= at and (record.end is None or at < record.end)


def _covers(held: str, category: Category | None, right: Ready) -> bool:
    """Whether the right held covers the wanted one, and is open to the category, where that is asked."""
    categories = right.covering.get(held)
    return categories is not None and (not categories or category is None or category in categories)


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)

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
from fuldmagt.decisions.snapshot import Catalogue, Member, Place, Ready
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
Found = tuple[timedelta, int, tuple[str, str], tuple[Record, Assignment], WayKind, datetime | None]
"""A way that holds, so that the one to name comes first: how long, of which kind, ids; and its records."""


def allowed(stock: Stock, question: Question) -> Allowed | Unsure | None:
    """The answer, where it is yes; None where it is no; UNSURE where the law is to be asked."""
    catalogue, context, branch = stock.catalogue, question.context, question.branch
    member, right = stock.members.get(question.user), catalogue.ready.get(question.right)
    organisation = question.organisation or stock.owners.get(branch or "", "")
    if member is None or right is None:
        return UNSURE
    home = member.place
    place = home if home.organisation.id == organisation else stock.places.get(organisation)
    if place is None or (branch is not None and branch not in place.organisation.branches):
        return UNSURE
    stock.used[member.user.organisation] = stock.now
    means, level = context.means, context.assurance
    if means is not None if level is None else level < right.assurance:
        return None
    if right.customers is not None and organisation not in right.customers:
        return None
    if means is not None and (means not in right.plain_means or means not in member.user.means):
        return UNSURE if means in right.special_means and means in member.user.means else None
    if not member.is_plain:
        return UNSURE
    if place is home:
        return _direct(stock, catalogue, member, right, question)
    return _elsewhere(stock, catalogue, member, place, right, context.at)


def _direct(
    stock: Stock, catalogue: Catalogue, member: Member, right: Ready, question: Question
) -> Allowed | Unsure | None:
    at, branch, covering, category = question.context.at, question.branch, right.covering, member.category
    if right.categories and category not in right.categories:
        return None
    best: Assignment | None = None
    for each in member.at_home:
        if (categories := covering.get(each.right)) is None or each.state is not ACTIVE or each.start > at:
            continue
        if (each.end is not None and at >= each.end) or (each.branches and branch not in each.branches):
            continue
        if categories and category not in categories:
            continue
        if each.right in right.touching:
            home = stock.homes.get(member.user.organisation)
            if member.others or home is None or home.place is not member.place:
                return UNSURE
            if in_conflict(View(Looking(stock, of=(catalogue, home))), each, member.user, at):
                continue
        if best is None or (longest_first(each.end), each.id) < (longest_first(best.end), best.id):
            best = each
    if best is None:
        return None
    revision = f"{catalogue.mark}.{member.place.mark}"
    return Allowed(DIRECT, (Evidence("assignment", best.id),), best.right, best.end, revision)


def _elsewhere(
    stock: Stock, catalogue: Catalogue, member: Member, place: Place, right: Ready, at: datetime
) -> Allowed | Unsure | None:
    there, found = place.organisation, list[Found]()
    home = stock.homes.get(member.user.organisation)
    if home is None or home.place is not member.place:
        return UNSURE
    if there.state is CLOSED or (right.categories and there.category not in right.categories):
        return None
    if right.chains and (hung := member.elsewhere.get(there.id)):
        standing = [each for each in hung if each.right in right.covering and _in_force(each, at)]
        if right.touching and any(each.right in right.touching for each in standing):
            return UNSURE
        found += _chains(home.mandates.get(there.id, ()), standing, there.category, right, at)
    if right.grants and (grants := home.grants.get(there.id)):
        held = [each for each in member.at_home if each.right in right.covering and _in_force(each, at)]
        if right.touching and any(each.right in right.touching for each in held):
            return UNSURE
        recognised = _recognition(home.recognitions.get(right.provider, ()), at) if held else None
        if recognised is not None:
            found += _grants(grants, recognised, held, there.category, right, at)
    if not found:
        return None
    _, _, _, (agreed, assignment), kind, end = found[0] if len(found) == 1 else min(found)
    evidence = (Evidence(AGREED[kind], agreed.id), Evidence("assignment", assignment.id))
    revision = f"{catalogue.mark}.{home.place.mark}.{place.mark}"
    return Allowed(kind, evidence, assignment.right, end, revision)


def _chains(
    mandates: Iterable[Mandate], held: list[Assignment], category: Category, right: Ready, at: datetime
) -> list[Found]:
    return [
        _way(WayKind.CHAIN, mandate, each, _first(mandate.end, each.end))
        for mandate in mandates
        if mandate.accepted and _in_force(mandate, at)
        if any(_covers(given, category, right) for given in mandate.rights)
        for each in held
        if each.mandate == mandate.id and _covers(each.right, category, right)
    ]


def _grants(
    grants: Iterable[Grant],
    recognised: Recognition,
    held: list[Assignment],
    category: Category,
    right: Ready,
    at: datetime,
) -> list[Found]:
    return [
        _way(WayKind.GRANT, grant, each, _first(_first(grant.end, recognised.end), each.end))
        for grant in grants
        if grant.confirmed and _in_force(grant, at)
        if grant.right not in right.touching and _covers(grant.right, category, right)
        for each in held
        if not each.branches
    ]


def _way(kind: WayKind, agreed: Record, assignment: Assignment, end: datetime | None) -> Found:
    return longest_first(end), PLACE[kind], (agreed.id, assignment.id), (agreed, assignment), kind, end


def _recognition(records: Iterable[Recognition], at: datetime) -> Recognition | None:
    """Of several in force the one that lasts longest."""
    standing = [each for each in records if _in_force(each, at)]
    return min(standing, key=lambda each: (longest_first(each.end), each.id), default=None)


def _in_force(record: Record, at: datetime) -> bool:
    return record.state is ACTIVE and record.start <= at and (record.end is None or at < record.end)


def _covers(held: str, category: Category, right: Ready) -> bool:
    """Whether the right held covers the wanted one, and is open to the category."""
    categories = right.covering.get(held)
    return categories is not None and (not categories or category in categories)


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)

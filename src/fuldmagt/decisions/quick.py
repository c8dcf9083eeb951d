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
from fuldmagt.decisions.facts import Assignment, Grant, Mandate, Recognition, Record, User
from fuldmagt.decisions.links import longest_first
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.snapshot import Home, Member, Place, Ready
from fuldmagt.decisions.standing import in_conflict
from fuldmagt.decisions.stock import Looking, Stock
from fuldmagt.decisions.view import View
from fuldmagt.decisions.ways import PLACE, WayKind
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.vocabulary.categories import Category

Unsure = Literal["unsure"]
UNSURE: Final[Unsure] = "unsure"
ACTIVE: Final = RecordState.ACTIVE
AGREED: Final[Mapping[WayKind, str]] = {WayKind.CHAIN: "mandate", WayKind.GRANT: "grant"}
Found = tuple[timedelta, int, tuple[str, ...], tuple[Record, ...], WayKind, datetime | None]
"""A way that holds, so that the one to name comes first: how long, of which kind, ids; and its records."""


def allowed(stock: Stock, question: Question) -> Allowed | Unsure | None:
    """The answer, where it is yes; None where it is no; UNSURE where the law is to be asked."""
    home = stock.homes.get(stock.home_of.get(question.user, ""))
    member = home.members.get(question.user) if home else None
    right = stock.catalogue.ready.get(question.right)
    organisation = question.organisation or stock.owners.get(question.branch or "", "")
    place = stock.places.get(organisation)
    if home is None or member is None or right is None or place is None:
        return UNSURE
    if question.branch is not None and question.branch not in place.organisation.branches:
        return UNSURE
    fits = _fits(member.user, home.place, place, right, question.context)
    if fits is not True:
        return UNSURE if fits else None
    if organisation == home.place.organisation.id:
        return _direct(stock, home, member, right, question)
    return _elsewhere(stock, home, member, place, right, question.context.at)


def _fits(user: User, home: Place, place: Place, right: Ready, context: Context) -> bool | Unsure:
    """Rules 1 to 7 of decision-semantics."""
    means, level, there = context.means, context.assurance, place.organisation
    if user.state is not UserState.ACTIVE or there.state is OrganisationState.CLOSED:
        return False
    if home.organisation.state is not OrganisationState.ACTIVE:
        return False
    if means is not None if level is None else level < right.assurance:
        return False
    if right.customers is not None and there.id not in right.customers:
        return False
    if right.categories:
        own = user.category if there.id == user.organisation else None
        if (own or there.category) not in right.categories:
            return False
    if user.works_for is not None:
        return UNSURE
    if user.right_to_work_until is not None and home.organisation.suspends_on_lapsed_right_to_work:
        return UNSURE
    if means is None or (means in right.plain_means and means in user.means):
        return True
    return UNSURE if means in right.special_means and means in user.means else False


def _direct(
    stock: Stock, home: Home, member: Member, right: Ready, question: Question
) -> Allowed | Unsure | None:
    at, branch = question.context.at, question.branch
    category = member.user.category or home.place.organisation.category
    best: Assignment | None = None
    for each in _covering(member.at_home, right, at):
        if each.branches and branch not in each.branches:
            continue
        if not _is_open(stock, each.right, right, category):
            continue
        if each.right in stock.catalogue.touching:
            if member.others:
                return UNSURE
            if in_conflict(View(Looking(stock)), each, member.user, at):
                continue
        if best is None or (longest_first(each.end), each.id) < (longest_first(best.end), best.id):
            best = each
    if best is None:
        return None
    revision = f"{stock.catalogue.mark}.{home.place.mark}"
    return Allowed(WayKind.DIRECT, (Evidence("assignment", best.id),), best.right, best.end, revision)


def _elsewhere(
    stock: Stock, home: Home, member: Member, place: Place, right: Ready, at: datetime
) -> Allowed | Unsure | None:
    organisation = place.organisation
    found: list[Found] = []
    if right.chains and (hung := member.elsewhere.get(organisation.id)):
        standing = _covering(hung, right, at)
        if any(each.right in stock.catalogue.touching for each in standing):
            return UNSURE
        mandates = home.mandates.get(organisation.id, ())
        found += _chains(stock, mandates, standing, organisation.category, right, at)
    if right.grants and (grants := home.grants.get(organisation.id)):
        held = [each for each in _covering(member.at_home, right, at) if not each.branches]
        if any(each.right in stock.catalogue.touching for each in held):
            return UNSURE
        recognised = _recognition(home.recognitions.get(right.provider, ()), at)
        if held and recognised is not None:
            found += _grants(stock, grants, recognised, held, organisation.category, right, at)
    if not found:
        return None
    _, _, _, records, kind, end = found[0] if len(found) == 1 else min(found)
    assignment = records[-1]
    assert isinstance(assignment, Assignment)
    evidence = (Evidence(AGREED[kind], records[0].id), Evidence("assignment", assignment.id))
    revision = f"{stock.catalogue.mark}.{home.place.mark}.{place.mark}"
    return Allowed(kind, evidence, assignment.right, end, revision)


def _chains(
    stock: Stock,
    mandates: Iterable[Mandate],
    assignments: list[Assignment],
    category: Category,
    right: Ready,
    at: datetime,
) -> list[Found]:
    return [
        _way(WayKind.CHAIN, (mandate, each), (mandate.end, each.end))
        for mandate in mandates
        if mandate.accepted and _in_force(mandate, at) and _gives(stock, mandate, category, right)
        for each in assignments
        if each.mandate == mandate.id and _is_open(stock, each.right, right, category)
    ]


def _grants(
    stock: Stock,
    grants: Iterable[Grant],
    recognised: Recognition,
    assignments: list[Assignment],
    category: Category,
    right: Ready,
    at: datetime,
) -> list[Found]:
    return [
        _way(WayKind.GRANT, (grant, each), (grant.end, recognised.end, each.end))
        for grant in grants
        if grant.confirmed and grant.right in right.covering and _in_force(grant, at)
        if grant.right not in stock.catalogue.touching and _is_open(stock, grant.right, right, category)
        for each in assignments
    ]


def _way(kind: WayKind, records: tuple[Record, ...], ends: tuple[datetime | None, ...]) -> Found:
    end = min((each for each in ends if each is not None), default=None)
    return longest_first(end), PLACE[kind], tuple(each.id for each in records), records, kind, end


def _recognition(records: Iterable[Recognition], at: datetime) -> Recognition | None:
    """Of several in force the one that lasts longest."""
    standing = [each for each in records if _in_force(each, at)]
    return min(standing, key=lambda each: (longest_first(each.end), each.id), default=None)


def _covering(records: Iterable[Assignment], right: Ready, at: datetime) -> list[Assignment]:
    """Those in force whose right covers the right."""
    covering = right.covering
    return [
        each
        for each in records
        if each.right in covering
        and each.state is ACTIVE
        and each.start <= at
        and (each.end is None or at < each.end)
    ]


def _in_force(record: Record, at: datetime) -> bool:
    return record.state is ACTIVE and record.start <= at and (record.end is None or at < record.end)


def _gives(stock: Stock, mandate: Mandate, category: Category, right: Ready) -> bool:
    covering = right.covering
    return any(each in covering and _is_open(stock, each, right, category) for each in mandate.rights)


def _is_open(stock: Stock, held: str, right: Ready, category: Category) -> bool:
    """Whether a right that covers the wanted one is open to the category, as the wanted one is."""
    if held == right.id:
        return True
    categories = stock.catalogue.rights[held].categories
    return not categories or category in categories

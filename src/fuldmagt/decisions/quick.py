"""The law's common answers, taken straight from what a process holds. Pure.

They are what `decide` says, record for record; `tests/decisions/test_quick.py` holds both against one another
on random worlds. It goes through the records of one user and one organisation only, makes nothing that is not
in the answer, and leaves to `decide` whatever is rare: agents, a private eID, means that end, a right to work
that may lapse, rights that exclude each other, and every no but the plainest, that nobody gave the right.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from fuldmagt.decisions import nobody_gave
from fuldmagt.decisions.decide import Allowed, Answer, Evidence
from fuldmagt.decisions.facts import Recognition, Record
from fuldmagt.decisions.links import longest_first
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.snapshot import Catalogue, Home, Member, Place, Ready
from fuldmagt.decisions.stock import Stock
from fuldmagt.decisions.ways import PLACE, WayKind
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.vocabulary.categories import Category

Unsure = Literal["unsure"]
UNSURE: Final[Unsure] = "unsure"
ACTIVE: Final = RecordState.ACTIVE
CLOSED: Final = OrganisationState.CLOSED  # at hand: to look a member up in its class takes long
DIRECT: Final = WayKind.DIRECT
CHAIN: Final = WayKind.CHAIN
GRANT: Final = WayKind.GRANT
AGREED: Final[Mapping[WayKind, str]] = {CHAIN: "mandate", GRANT: "grant"}
Held = tuple[str, str, datetime | None]
"""A right of the user's own: the record's id, the right, and its end."""
Found = tuple[WayKind, str, str, str, datetime | None]
"""A way that holds: its kind, the ids of mandate or grant and of the assignment, the right held, the end."""
NO_WAYS: Final[list[Found]] = []


def answer(stock: Stock, question: Question, *, why: bool = True) -> Answer | Unsure | None:
    """The answer; None where it is no, and the law is to say why; UNSURE where the law is to say which.

    Where nobody asks `why`, a no is None.
    """
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
        return _direct(catalogue, member, right, context.at, branch, why)
    return _elsewhere(stock, catalogue, member, place, right, context.at, why)


def _direct(
    catalogue: Catalogue, member: Member, right: Ready, at: datetime, branch: str | None, why: bool
) -> Answer | Unsure | None:
    category, place = member.particulars.category, member.place
    if right.categories and category not in right.categories:
        return None
    if at < place.as_of:  # what had begun when it was read had perhaps not begun then
        return UNSURE
    covering, ends, best = right.covering, member.ends, -1
    for n, held in enumerate(member.rights):
        if held in covering and ((end := ends[n]) is None or at < end):
            categories = covering[held]
            if (not categories or category in categories) and (best < 0 or _lasts_longer(member, n, best)):
                best = n
    odd = _odd(member, right, category, at, branch) if member.odd else None
    revision = f"{catalogue.mark}.{place.mark}"
    if best < 0 and not odd:
        return nobody_gave.at_home(member, right, at, revision) if why else None
    if right.touching and _may_conflict(catalogue, member):
        return UNSURE
    if best >= 0 and not odd:
        evidence = (Evidence("assignment", member.id_of(best)),)
        return Allowed(DIRECT, evidence, member.rights[best], ends[best], revision)
    return _longest([*_plain(member, right, category, at), *(odd or ())], revision)


def _lasts_longer(member: Member, one: int, other: int) -> bool:
    ours, theirs = longest_first(member.ends[one]), longest_first(member.ends[other])
    return (ours, member.id_of(one)) < (theirs, member.id_of(other))


def _longest(found: list[Held], revision: str) -> Allowed:
    ref, held, end = min(found, key=lambda each: (longest_first(each[2]), each[0]))
    return Allowed(DIRECT, (Evidence("assignment", ref),), held, end, revision)


def _may_conflict(catalogue: Catalogue, member: Member) -> bool:
    """Whether any two rights of the person at home could exclude each other."""
    held = {right for right in member.rights if right in catalogue.touching}
    held.update(each.right for each in member.odd if each.right in catalogue.touching)
    return bool(member.others) or len(held) > 1 or not held.isdisjoint(catalogue.torn)


def _plain(member: Member, right: Ready, category: Category | None, at: datetime) -> list[Held]:
    """Without a category it is not judged whether they are open."""
    found: list[Held] = []  # written so: `list[Held]()` takes longer than all that follows
    covering = right.covering
    for n, held in enumerate(member.rights):
        if held not in covering:
            continue
        categories, end = covering[held], member.ends[n]
        if categories and category is not None and category not in categories:
            continue
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


def _elsewhere(
    stock: Stock,
    catalogue: Catalogue,
    member: Member,
    place: Place,
    right: Ready,
    at: datetime,
    why: bool,
) -> Answer | Unsure | None:
    home = stock.homes.get(member.place.id)
    if home is None or home.place is not member.place:
        return UNSURE
    if place.state is CLOSED or (right.categories and place.category not in right.categories):
        return None
    chains = _chains(home, member, place, right, at) if right.chains else NO_WAYS
    grants = _grants(home, member, place, right, at) if right.grants else NO_WAYS
    if isinstance(chains, str) or isinstance(grants, str):
        return UNSURE
    found = chains + grants if chains and grants else chains or grants
    if not found and not why:
        return None
    revision = f"{catalogue.mark}.{home.place.mark}.{place.mark}"
    if not found:
        return nobody_gave.elsewhere(home, member, place, right, at, revision)
    kind, agreed, assignment, held, end = found[0] if len(found) == 1 else min(found, key=_way_to_name)
    evidence = (Evidence(AGREED[kind], agreed), Evidence("assignment", assignment))
    return Allowed(kind, evidence, held, end, revision)


def _chains(home: Home, member: Member, place: Place, right: Ready, at: datetime) -> list[Found] | Unsure:
    found: list[Found] = []
    for each in member.elsewhere.get(place.id, ()):
        if not _covers(each.right, place.category, right) or not _in_force(each, at):
            continue
        if each.right in right.touching:
            return UNSURE
        for mandate in home.mandates.get(place.id, ()):
            if mandate.id != each.mandate or not mandate.accepted or not _in_force(mandate, at):
                continue
            for given in mandate.rights:
                if _covers(given, place.category, right):
                    found.append((CHAIN, mandate.id, each.id, each.right, _first(mandate.end, each.end)))
                    break
    return found


def _grants(home: Home, member: Member, place: Place, right: Ready, at: datetime) -> list[Found] | Unsure:
    found: list[Found] = []
    for grant in home.grants.get(place.id, ()):
        if not grant.confirmed or not _covers(grant.right, place.category, right):
            continue
        if grant.right in right.touching or not _in_force(grant, at):
            continue
        held = _at_home(member, right, at)
        if isinstance(held, str):
            return UNSURE
        recognised = _recognition(home.recognitions.get(right.provider, ()), at) if held else None
        if recognised is None:
            return found
        until = _first(grant.end, recognised.end)
        for ref, own, end in held:
            found.append((GRANT, grant.id, ref, own, _first(until, end)))
    return found


def _at_home(member: Member, right: Ready, at: datetime) -> list[Held] | Unsure:
    """The rights at home by which a grant may be used."""
    if at < member.place.as_of:
        return UNSURE
    held = _plain(member, right, None, at)
    if member.odd:
        held += _odd(member, right, None, at, None)
    return UNSURE if right.touching and any(each in right.touching for _, each, _ in held) else held


def _way_to_name(way: Found) -> tuple[timedelta, int, str, str]:
    kind, agreed, assignment, _, end = way
    return longest_first(end), PLACE[kind], agreed, assignment


def _recognition(records: Iterable[Recognition], at: datetime) -> Recognition | None:
    """Of several in force the one that lasts longest."""
    best: Recognition | None = None
    for each in records:
        if _in_force(each, at) and (best is None or _lasting(each) < _lasting(best)):
            best = each
    return best


def _lasting(record: Record) -> tuple[timedelta, str]:
    return longest_first(record.end), record.id


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

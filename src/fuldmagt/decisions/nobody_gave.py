"""The plainest no, taken straight from what a process holds: no record covers the right. Pure.

It is asked about where all conditions hold and no way was found. Where some record does cover the right and
fails (taken back, ended, not accepted ...), or another user of the person might act, the law is to say why.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from fuldmagt.decisions.decide import Evidence, Refused
from fuldmagt.decisions.facts import Assignment, Mandate, Record
from fuldmagt.decisions.snapshot import Home, Member, Place, Ready
from fuldmagt.decisions.ways import WayKind
from fuldmagt.mandates.rules import RecordState
from fuldmagt.vocabulary.refusals import Reason, Refusal

ACTIVE: Final = RecordState.ACTIVE
DIRECT: Final = WayKind.DIRECT  # at hand: to look a member up in its class takes long
CHAIN: Final = WayKind.CHAIN
NO_AUTHORISATION: Final = Reason.NO_AUTHORISATION
WEAKER_RIGHT_ONLY: Final = Reason.WEAKER_RIGHT_ONLY
CHAIN_MISSING: Final = Reason.CHAIN_MISSING
CHAIN_WEAKER: Final = Reason.CHAIN_WEAKER_RIGHT_ONLY


def at_home(member: Member, right: Ready, at: datetime, revision: str) -> Refused | None:
    nearest = -1
    for n, held in enumerate(member.rights):
        if held in right.covering:
            return None
        if held in right.covered and ((end := member.ends[n]) is None or at < end):
            nearest = n if nearest < 0 or member.id_of(n) < member.id_of(nearest) else nearest
    for each in member.odd:
        if each.right in right.covering or each.right in right.covered:
            return None
    if nearest < 0:
        return Refused((Refusal(NO_AUTHORISATION, right.id),), None, DIRECT, revision=revision)
    less = member.assignment(nearest, member.id, member.place.id)
    reasons, evidence = (Refusal(WEAKER_RIGHT_ONLY, less.id),), (Evidence("assignment", less.id),)
    return Refused(reasons, None, DIRECT, evidence, None, revision, (less,))


def elsewhere(
    home: Home, member: Member, place: Place, right: Ready, at: datetime, revision: str
) -> Refused | None:
    """The nearest way is by a mandate, which is wanting, and an assignment to it, which is wanting too.

    A grant that is wanting would be no nearer to whoever has not the right at home.
    """
    if not right.chains or member.others:
        return None
    if right.grants and (_has_at_home(member, right) or _is_granted(home, place, right)):
        return None
    mandates, hung = home.mandates.get(place.id, ()), member.elsewhere.get(place.id, ())
    if any(given in right.covering for each in mandates for given in each.rights):
        return None
    if any(each.right in right.covering for each in hung):
        return None
    mandate, assignment = _lesser_mandate(mandates, right, at), _lesser_assignment(hung, right, at)
    reasons = (
        Refusal(CHAIN_WEAKER, mandate.id) if mandate else Refusal(CHAIN_MISSING, place.id),
        Refusal(WEAKER_RIGHT_ONLY, assignment.id) if assignment else Refusal(NO_AUTHORISATION, right.id),
    )
    evidence = ((Evidence("mandate", mandate.id),) if mandate else ()) + (
        (Evidence("assignment", assignment.id),) if assignment else ()
    )
    records: tuple[Record, ...] = tuple(each for each in (mandate, assignment) if each)
    return Refused(reasons, None, CHAIN, evidence, None, revision, records)


def _has_at_home(member: Member, right: Ready) -> bool:
    """Whether a record at home covers the right, in force or not."""
    for held in member.rights:
        if held in right.covering:
            return True
    return any(each.right in right.covering for each in member.odd)


def _is_granted(home: Home, place: Place, right: Ready) -> bool:
    return any(each.right in right.covering for each in home.grants.get(place.id, ()))


def _lesser_mandate(mandates: Iterable[Mandate], right: Ready, at: datetime) -> Mandate | None:
    lesser = [
        each
        for each in mandates
        if each.accepted and _in_force(each, at) and not right.covered.isdisjoint(each.rights)
    ]
    return min(lesser, key=_id) if lesser else None


def _lesser_assignment(hung: Iterable[Assignment], right: Ready, at: datetime) -> Assignment | None:
    lesser = [each for each in hung if each.right in right.covered and _in_force(each, at)]
    return min(lesser, key=_id) if lesser else None


def _id(record: Record) -> str:
    return record.id


def _in_force(record: Record, at: datetime) -> bool:
    return record.state is ACTIVE and record.start <= at and (record.end is None or at < record.end)

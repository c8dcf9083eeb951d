"""A link of a way: one record, or the want of one, and the first thing that fails of it. Pure.

Source: decision-semantics, "The answer", *Within a way*.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from fuldmagt.decisions.conditions import Case
from fuldmagt.decisions.facts import Assignment, Grant, Mandate, Record
from fuldmagt.decisions.standing import Failing, in_conflict, not_in_force
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Kind(StrEnum):
    """What a link is made of, as evidence names it."""

    MANDATE = "mandate"
    GRANT = "grant"
    RECOGNITION = "adviser"
    ASSIGNMENT = "assignment"


FOREVER: Final = datetime.max.replace(tzinfo=UTC)

F, R = Failing, Reason
REASONS: Final[Mapping[Kind, Mapping[Failing, Reason]]] = {
    Kind.MANDATE: {
        F.MISSING: R.CHAIN_MISSING,
        F.WEAKER: R.CHAIN_WEAKER_RIGHT_ONLY,
        F.REVOKED: R.CHAIN_REVOKED,
        F.EXPIRED: R.CHAIN_EXPIRED,
        F.NOT_YET_VALID: R.CHAIN_NOT_YET_VALID,
        F.NOT_AGREED: R.CHAIN_NOT_ACCEPTED,
        F.NOT_OPEN: R.NOT_ELIGIBLE,
    },
    Kind.GRANT: {
        F.MISSING: R.GRANT_MISSING,
        F.WEAKER: R.GRANT_WEAKER_RIGHT_ONLY,
        F.REVOKED: R.GRANT_REVOKED,
        F.EXPIRED: R.GRANT_EXPIRED,
        F.NOT_YET_VALID: R.GRANT_NOT_YET_VALID,
        F.NOT_AGREED: R.GRANT_NOT_CONFIRMED,
        F.NOT_OPEN: R.NOT_ELIGIBLE,
    },
    Kind.RECOGNITION: {F.MISSING: R.ADVISER_NOT_RECOGNISED},
    Kind.ASSIGNMENT: {
        F.MISSING: R.NO_AUTHORISATION,
        F.WEAKER: R.WEAKER_RIGHT_ONLY,
        F.REVOKED: R.REVOKED,
        F.EXPIRED: R.EXPIRED,
        F.NOT_YET_VALID: R.NOT_YET_VALID,
        F.NOT_OPEN: R.NOT_ELIGIBLE,
        F.CONFLICT: R.RIGHTS_CONFLICT,
        F.BRANCH: R.BRANCH_NOT_COVERED,
    },
}


class Link(Struct, frozen=True, gc=False):
    """`about` is the record; a right that is not open; or, for want of a record, who or what lacks one."""

    kind: Kind
    record: Record | None
    failing: Failing | None
    about: str

    @property
    def refusal(self) -> Refusal | None:
        return None if self.failing is None else Refusal(REASONS[self.kind][self.failing], self.about)

    @property
    def id(self) -> str:
        return self.record.id if self.record else ""

    @property
    def end(self) -> datetime | None:
        return self.record.end if self.record else None


def mandate_links(case: Case) -> list[Link]:
    """The mandates that could carry the right, or the want of one."""
    records = case.facts.mandates_between(case.organisation.id, case.home.id)
    return choices(
        Kind.MANDATE,
        [_mandate(case, each) for each in records if any(_covers(case, right) for right in each.rights)],
        weaker=[each for each in records if each.accepted and _is_weaker(case, each, each.rights)],
        missing=case.organisation.id,
    )


def _mandate(case: Case, mandate: Mandate) -> Link:
    wanted, covering = case.right.id, {right for right in mandate.rights if _covers(case, right)}
    is_open = any(case.facts.open_to_organisation(right, mandate.giver) for right in covering)
    failing = not_in_force(mandate, case.context.at) or first(
        (not mandate.accepted, Failing.NOT_AGREED), (not is_open, Failing.NOT_OPEN)
    )
    return linked(Kind.MANDATE, mandate, failing, wanted if wanted in covering else min(covering))


def grant_links(case: Case) -> list[Link]:
    """The grants that could carry the right, or the want of one."""
    records = case.facts.grants_between(case.organisation.id, case.home.id)
    return choices(
        Kind.GRANT,
        [_grant(case, each) for each in records if _covers(case, each.right)],
        weaker=[each for each in records if each.confirmed and _is_weaker(case, each, {each.right})],
        missing=case.organisation.id,
    )


def _grant(case: Case, grant: Grant) -> Link:
    is_open = case.facts.open_to_organisation(grant.right, grant.giver)
    failing = not_in_force(grant, case.context.at) or first(
        (not grant.confirmed, Failing.NOT_AGREED), (not is_open, Failing.NOT_OPEN)
    )
    return linked(Kind.GRANT, grant, failing, grant.right)


def recognition_link(case: Case) -> Link:
    """The provider's recognition of the home as adviser: of several in force the one that lasts longest."""
    records = case.facts.recognitions_of(case.home.id, case.service.provider)
    in_force = [each for each in records if not not_in_force(each, case.context.at)]
    if not in_force:
        return Link(Kind.RECOGNITION, None, Failing.MISSING, case.home.id)
    longest = min(in_force, key=lambda each: (longest_first(each.end), each.id))
    return Link(Kind.RECOGNITION, longest, None, longest.id)


def direct_links(case: Case) -> list[Link]:
    """The user's own assignments at home."""
    records = case.facts.assignments_of(case.user.id, case.home.id)
    return _assignments(case, records, judge_open=True, judge_branch=True)


def client_links(case: Case, mandate: Record | None) -> list[Link]:
    """The client assignments that hang on the mandate; for want of one, all that the user has there."""
    records = case.facts.assignments_of(case.user.id, case.organisation.id)
    if mandate is not None:
        records = tuple(each for each in records if each.mandate == mandate.id)
    return _assignments(case, records, judge_open=True, judge_branch=False)


def adviser_links(case: Case) -> list[Link]:
    """The user's assignments at home, behind a grant; whether they are open there is not judged."""
    records = case.facts.assignments_of(case.user.id, case.home.id)
    return _assignments(case, records, judge_open=False, judge_branch=True)


def _assignments(
    case: Case, records: Sequence[Assignment], *, judge_open: bool, judge_branch: bool
) -> list[Link]:
    covering = [each for each in records if _covers(case, each.right)]
    return choices(
        Kind.ASSIGNMENT,
        [_assignment(case, each, judge_open=judge_open, judge_branch=judge_branch) for each in covering],
        weaker=[each for each in records if _is_weaker(case, each, {each.right})],
        missing=case.right.id,
    )


def _assignment(case: Case, assignment: Assignment, *, judge_open: bool, judge_branch: bool) -> Link:
    """A grant covers the whole of the other organisation, so at home it wants an assignment of the whole."""
    facts, user, at = case.facts, case.user, case.context.at
    is_open = facts.is_open(assignment.right, user=user, organisation=assignment.organisation)
    asked = case.branch if case.at_home else None
    is_covered = not assignment.branches or asked in assignment.branches
    failing = not_in_force(assignment, at) or first(
        (judge_open and not is_open, Failing.NOT_OPEN),
        (in_conflict(facts, assignment.right, assignment.organisation, user, at), Failing.CONFLICT),
        (judge_branch and not is_covered, Failing.BRANCH),
    )
    return linked(Kind.ASSIGNMENT, assignment, failing, assignment.right)


def choices(kind: Kind, covering: list[Link], *, weaker: Sequence[Record], missing: str) -> list[Link]:
    """What a way may choose from: the records that cover the right; else that one is weaker, or missing."""
    if covering:
        return covering
    if weaker:
        nearest = min(weaker, key=lambda each: each.id)
        return [Link(kind, nearest, Failing.WEAKER, nearest.id)]
    return [Link(kind, None, Failing.MISSING, missing)]


def linked(kind: Kind, record: Record, failing: Failing | None, right: str) -> Link:
    """A right that is not open is the right's affair, so that it is said once; all else is the record's."""
    return Link(kind, record, failing, right if failing is Failing.NOT_OPEN else record.id)


def first(*checks: tuple[bool, Failing]) -> Failing | None:
    return next((failing for fails, failing in checks if fails), None)


def longest_first(end: datetime | None) -> timedelta:
    """Sorts ends so that none at all comes first, and the earliest last."""
    return timedelta(-1) if end is None else FOREVER - end


def _covers(case: Case, right: str) -> bool:
    return case.facts.catalogue.covers(right, case.right.id)


def _is_weaker(case: Case, record: Record, rights: Iterable[str]) -> bool:
    """In force, and of a right that the wanted one covers: `..._weaker_right_only`."""
    less = case.facts.catalogue.all_covered(case.right.id)
    return not not_in_force(record, case.context.at) and any(right in less for right in rights)

"""Which records stand, what they carry, and what a person holds. Pure.

Source: decision-semantics, "Words": *in force*, *stands*, *carries*, *Conflict*.
"""

from datetime import datetime
from enum import IntEnum

from fuldmagt.catalogue.rules import NONE
from fuldmagt.decisions.facts import Assignment, Facts, Mandate, Record, User
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import UserState


class Failing(IntEnum):
    """What can fail of a record, in the order in which it is looked at ("Within a way").

    The later in the list the first thing that fails stands, the nearer is the record to holding.
    That no record covers the right at all stands before the list, a weaker one after none: the
    text gives them no place in it, and whoever holds nothing is farthest.
    """

    MISSING = 1
    WEAKER = 2
    REVOKED = 3
    EXPIRED = 4
    NOT_YET_VALID = 5
    NOT_AGREED = 6  # not accepted (mandate), not confirmed (grant)
    NOT_OPEN = 7
    CONFLICT = 8
    BRANCH = 9


def not_in_force(record: Record, at: datetime) -> Failing | None:
    """First of revoked, expired, not yet valid; None when the record is in force."""
    if record.state is not RecordState.ACTIVE:
        return Failing.REVOKED
    if record.end is not None and at >= record.end:
        return Failing.EXPIRED
    return None if record.start <= at else Failing.NOT_YET_VALID


def open_rights(facts: Facts, mandate: Mandate) -> frozenset[str]:
    """The mandate's rights that are open to its giver; the others give nothing."""
    return frozenset(each for each in mandate.rights if facts.open_to_organisation(each, mandate.giver))


def hangs_on(facts: Facts, assignment: Assignment, user: User) -> Mandate | None:
    """The mandate of a client assignment, if it goes from the organisation to the user's home."""
    between = facts.mandates_between(assignment.organisation, user.organisation)
    return next((each for each in between if each.id == assignment.mandate), None)


def carried(facts: Facts, assignment: Assignment, user: User, at: datetime) -> frozenset[str]:
    """The rights that the assignment carries before conflicts: none where it does not stand."""
    organisation = assignment.organisation
    if not_in_force(assignment, at) or not facts.is_open(
        assignment.right, user=user, organisation=organisation
    ):
        return NONE
    own = facts.catalogue.all_covered(assignment.right)
    if organisation == user.organisation:
        return own
    mandate = hangs_on(facts, assignment, user)
    if mandate is None or not mandate.accepted or not_in_force(mandate, at):
        return NONE
    return own & frozenset[str]().union(
        *(facts.catalogue.all_covered(right) for right in open_rights(facts, mandate))
    )


def held(facts: Facts, user: User, organisation: str, at: datetime) -> frozenset[str]:
    """All that the user's person holds for the organisation, through every user that is not closed."""
    return frozenset[str]().union(
        *(
            carried(facts, assignment, each, at)
            for each in facts.users_of(user)
            if each.state is not UserState.CLOSED
            for assignment in facts.assignments_of(each.id, organisation)
        )
    )


def in_conflict(facts: Facts, right: str, organisation: str, user: User, at: datetime) -> bool:
    """Whether an assignment of the right carries nothing: its holder holds two that exclude each other.

    The assignment of a closed user too: what a closed user carries is not counted, but "no
    assignment of any of the person's users" carries anything.
    """
    if facts.catalogue.grantable(right):
        return False
    return facts.catalogue.in_conflict(right, held(facts, user, organisation, at))

"""What a means may do, by the state of its user, and the level that a login reaches. Pure."""

from collections.abc import Mapping
from typing import Final

from fuldmagt.organisations.rules import BEFORE_ACTIVE, UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import LEVELS, Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

TRIES: Final = 5
"""Consecutive wrong tries before a means is locked. NIST SP 800-63B-4, 3.2.2, allows 100; 3.2.10, 10."""

_REASONS: Final[Mapping[UserState, Reason]] = {
    UserState.SUSPENDED: Reason.USER_SUSPENDED,
    UserState.LOCKED: Reason.USER_LOCKED,
    UserState.CLOSED: Reason.USER_CLOSED,
    **dict.fromkeys(BEFORE_ACTIVE, Reason.USER_NOT_ACTIVATED),
}


def not_transferable(*, holder: str, person: str) -> Refusal | None:
    """Why a means cannot serve a user: it is in the hands of its person and never of anybody else (F1)."""
    return None if person and holder == person else Refusal(Reason.STEP_NOT_POSSIBLE, about="others_means")


def refused_by_state(state: UserState, *, user: str) -> Refusal | None:
    """Why a user in this state cannot log in. Told only to somebody who has proved to be the user."""
    return Refusal(_REASONS[state], about=user) if state in _REASONS else None


def level_reached(means: Means, *, identity: Level, lowered_to: Level | None = None) -> Level:
    """The lower of what the means can reach and how surely the person was identified."""
    reach = LEVELS[means] if lowered_to is None else min(LEVELS[means], lowered_to)
    return min(reach, identity)

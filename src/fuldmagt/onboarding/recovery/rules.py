"""Who gets a way back into a login, and how surely they have to show who they are (F9). Pure."""

from datetime import timedelta
from typing import Final

from fuldmagt.authenticators.rules import refused_by_state
from fuldmagt.onboarding.proofing.rules import LEAST
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

ASKED_BY_USER: Final = 3  # links to one user that anybody asked for, within the window of invitations
ASKED_BY_ALL: Final = 1000
WAITING: Final = 1000  # questions that wait at once; a flood beyond that is not written down
KEPT: Final = timedelta(hours=1)  # a question that no worker has answered


def not_open(state: UserState, *, user: str) -> Refusal | None:
    """Why a user gets no way back: whom an administrator has stopped does not start again alone."""
    return refused_by_state(state, user=user)


def too_low(shown: Level, *, known: Level) -> Refusal | None:
    """Whether the eID says less surely who it is than when the means was issued (NIST SP 800-63B-4, 4.2)."""
    return Refusal(Reason.EID_LEVEL_TOO_LOW) if shown < max(LEAST, known) else None


def asked_too_often(*, to_user: int, to_all: int) -> bool:
    return to_user >= ASKED_BY_USER or to_all >= ASKED_BY_ALL

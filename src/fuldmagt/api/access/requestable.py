"""Which refusals a service can answer with a request, by their remedy: the registry of kinds.

A kind of request has an address for the person, a way to ask for the service, and one to take it back.
Another kind (a mandate, a reminder to confirm) is one more entry here; the door knows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from fuldmagt.decisions.decide import Answer, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.ways import WayKind
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.handles.actions import Submission
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.requests import through
from fuldmagt.vocabulary.refusals import Reason, Refusal, Remedy

R = Reason


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request that the platform can take."""

    name: str
    fits: Callable[[Refused, Refusal], bool]
    form: Callable[[Question], str]
    ask: Callable[..., Handle | Refusal]
    take_back: Callable[..., Handle | Refusal]


MISSING: Final = frozenset(
    {R.NO_AUTHORISATION, R.WEAKER_RIGHT_ONLY, R.EXPIRED, R.REVOKED, R.BRANCH_NOT_COVERED}
)
ON_THE_WAY: Final = frozenset({R.ASSURANCE_TOO_LOW, R.MEANS_NOT_ACCEPTED, R.PRIVATE_EID_NOT_ALLOWED})
"""What the person mends alone, so that it does not make a request useless."""


def _right_at_home(refused: Refused, refusal: Refusal) -> bool:
    """A right of the user's own organisation is all that is missing, but for the person's own part."""
    others = {each.reason for each in refused.reasons} - MISSING - ON_THE_WAY
    return refused.way in {None, WayKind.DIRECT} and refusal.reason in MISSING and not others


def _form(question: Question) -> str:
    wanted = {"right": question.right} | (
        {"organisation": question.organisation} if question.organisation else {}
    )
    return f"{settings.BASE_URL}{reverse('requests:new')}?{urlencode(wanted)}"


def _ask_for_right(
    user: str, wish: Wish, why: str, submission: Submission, *, service: str, at: datetime
) -> Handle | Refusal:
    return through.ask(user, wish, why, submission, through=service, at=at)


RIGHT: Final = Kind(through.KIND, _right_at_home, _form, _ask_for_right, through.take_back)

KINDS: Final[Mapping[Remedy, Kind]] = {
    Remedy.ASK_RIGHTS_ADMINISTRATOR: RIGHT,
    Remedy.ASK_FOR_STRONGER_RIGHT: RIGHT,
}
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS.values()}


def kind_of(answer: Answer) -> tuple[Kind, Reason] | None:
    """By which kind of request a no can be mended, and the reason that it mends; None when by none."""
    if not isinstance(answer, Refused):
        return None
    for refusal in answer.reasons:
        kind = KINDS.get(refusal.remedy)
        if kind is not None and kind.fits(answer, refusal):
            return kind, refusal.reason
    return None

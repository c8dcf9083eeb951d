"""The stages of a login, and when what we know already is enough. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.sign_in.demand import Demand, Prompt
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

PATIENCE: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=90)  # a refused login, so that its reference can be looked up
KEPT_OTHERWISE: Final = timedelta(days=1)  # any other: what it came to stands elsewhere

OFFERED: Final = (Means.APP, Means.PASSKEY, Means.CODE_DISPLAY, Means.CODE_READER, Means.CHIP)
"""The means by which one can log in here, in the order in which they are shown."""


class Stage(StrEnum):
    BEGUN = "begun"
    IDENTIFIED = "identified"
    REPRESENTED = "represented"
    REFUSED = "refused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Step(StrEnum):
    IDENTIFY = "identify"
    REPRESENT = "represent"
    REFUSE = "refuse"
    FINISH = "finish"
    CANCEL = "cancel"


S, T = Stage, Step

STEPS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (S.BEGUN, T.IDENTIFY): S.IDENTIFIED,
    (S.BEGUN, T.REFUSE): S.REFUSED,
    (S.IDENTIFIED, T.IDENTIFY): S.IDENTIFIED,  # by other means, or as somebody else
    (S.IDENTIFIED, T.REPRESENT): S.REPRESENTED,
    (S.IDENTIFIED, T.REFUSE): S.REFUSED,
    (S.REFUSED, T.IDENTIFY): S.IDENTIFIED,  # the step up
    (S.REFUSED, T.REPRESENT): S.REPRESENTED,  # another organisation, or the same once it is mended
    (S.REFUSED, T.REFUSE): S.REFUSED,
    (S.REPRESENTED, T.FINISH): S.FINISHED,
    **{(stage, T.CANCEL): S.CANCELLED for stage in (S.BEGUN, S.IDENTIFIED, S.REFUSED, S.REPRESENTED)},
}


def after(stage: Stage, step: Step) -> Stage | Refusal:
    """The stage a step leads to. What the table does not list cannot happen."""
    return STEPS.get((stage, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=stage.value)


def before(step: Step) -> list[Stage]:
    """The stages in which a step is possible."""
    return [stage for stage, possible in STEPS if possible is step]


def is_recent_enough(since: datetime, demand: Demand, *, begun_at: datetime, at: datetime) -> bool:
    """Whether a login made at `since` answers the demand: a fresh one, where that is demanded."""
    if Prompt.LOGIN in demand.prompt and since < begun_at:
        return False
    return demand.max_age is None or at - since <= demand.max_age


def is_sure_enough(level: Level, demand: Demand) -> bool:
    return demand.level is None or level >= demand.level

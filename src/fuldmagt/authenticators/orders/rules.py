"""The life of an order. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


class OrderState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class OrderStep(StrEnum):
    SEND = "send"
    RECEIVE = "receive"
    CANCEL = "cancel"


STEPS: Final[Mapping[tuple[OrderState, OrderStep], OrderState]] = {
    (OrderState.WAITING, OrderStep.SEND): OrderState.SENT,
    (OrderState.SENT, OrderStep.RECEIVE): OrderState.RECEIVED,
    (OrderState.WAITING, OrderStep.CANCEL): OrderState.CANCELLED,
    (OrderState.SENT, OrderStep.CANCEL): OrderState.CANCELLED,
}

ORDERED: Final = frozenset({Means.CODE_DISPLAY})
"""The kinds that can be ordered. The audio code reader and the chip join them in a later part."""


def after(state: OrderState, step: OrderStep) -> OrderState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)

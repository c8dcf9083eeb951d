"""The life of an order, from the wish for a device until the device is back. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


class OrderState(StrEnum):
    ORDERED = "ordered"
    ASSIGNED = "assigned"  # this very device is set aside for the user
    SENT = "sent"
    ACTIVATED = "activated"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class OrderStep(StrEnum):
    ASSIGN = "assign"
    SEND = "send"
    ACTIVATE = "activate"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REPLACE = "replace"
    CANCEL = "cancel"
    RETURN = "return"


S, T = OrderState, OrderStep

STEPS: Final[Mapping[tuple[OrderState, OrderStep], OrderState]] = {
    (S.ORDERED, T.ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, T.SEND): S.SENT,
    # A device that is handed over in person is never sent.
    (S.ASSIGNED, T.ACTIVATE): S.ACTIVATED,
    (S.SENT, T.ACTIVATE): S.ACTIVATED,
    (S.ACTIVATED, T.BLOCK): S.BLOCKED,
    (S.BLOCKED, T.UNBLOCK): S.ACTIVATED,
    **{(state, T.CANCEL): S.CANCELLED for state in (S.ORDERED, S.ASSIGNED, S.SENT, S.ACTIVATED, S.BLOCKED)},
    **{(state, T.REPLACE): S.REPLACED for state in (S.ASSIGNED, S.SENT, S.ACTIVATED, S.BLOCKED)},
    **{
        (state, T.RETURN): S.RETURNED
        for state in (S.ASSIGNED, S.SENT, S.ACTIVATED, S.BLOCKED, S.REPLACED, S.CANCELLED)
    },
}

OPEN: Final = (OrderState.ORDERED, OrderState.ASSIGNED, OrderState.SENT)
"""Ordered and not yet in use: what the lists of waiting orders show (C6)."""

TO_ACTIVATE: Final = (OrderState.ASSIGNED, OrderState.SENT)
IN_HAND: Final = (OrderState.ACTIVATED, OrderState.BLOCKED)

DELIVERING: Final = (OrderStep.SEND, OrderStep.ACTIVATE)
"""By either of them the thing is handed over; what is handed over in person is never sent."""

ORDERED: Final = (Means.CODE_DISPLAY, Means.CODE_READER, Means.CHIP)
"""The kinds that are things: they can be ordered."""


def after(state: OrderState, step: OrderStep) -> OrderState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)


def possible(state: OrderState) -> tuple[OrderStep, ...]:
    return tuple(step for step in OrderStep if (state, step) in STEPS)

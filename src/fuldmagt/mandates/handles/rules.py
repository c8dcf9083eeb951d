"""What a service can know of something it asked for: its status, and when it is told. Pure.

Source: the AuthZEN Access Request and Approval Profile (draft), "Task Status" and "Callback Completion".
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class TaskStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


EVENTS: Final = frozenset(status.value for status in TaskStatus) - {TaskStatus.PENDING.value}
"""Ends that a service can be told of."""

KEPT: Final = timedelta(days=30)
"""How long after the time for an answer a service can still ask what became of it."""

FORGOTTEN: Final = timedelta(days=30)
"""How long after that the row goes."""


def is_told(status: TaskStatus, *, endpoint: str, events: list[str]) -> bool:
    """Whether the service wants to hear of this end; without a list, of each."""
    return bool(endpoint) and status.value in EVENTS and (not events or status.value in events)

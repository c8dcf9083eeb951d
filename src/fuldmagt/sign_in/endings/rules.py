"""When somebody hears that a means of theirs is soon not accepted any more, and never twice. Pure.

What a user was told last decides what comes next, so that a date that is moved or taken away is told as
well, wherever the change came from, and an hour in which no worker ran costs nobody anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

FAR: Final = 9999
"""Days before an end of which no reminder has been due yet."""


class News(StrEnum):
    ENDS = "ends"
    MOVED = "moved"
    STAYS = "stays"
    TAKEN_OFF = "taken_off"


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody was told last: which end (None: that there is none), and how near it was."""

    end: datetime | None
    days: int


@dataclass(frozen=True, slots=True)
class Due:
    """What somebody is to be told now, and what is then to be remembered."""

    news: News
    last: Last


def nearest(end: datetime, stages: Iterable[int], *, at: datetime) -> int | None:
    """Which of the reminders is due, in days before the end; None before the first, and from the end on."""
    due = [days for days in stages if end - timedelta(days=days) <= at < end]
    return min(due, default=None)


def due(
    last: Last | None, end: datetime | None, stages: Iterable[int], *, accepted: bool, at: datetime
) -> Due | None:
    """What somebody hears of whom one knows what they were told last; None: nothing now.

    Without an end the means goes on, or it is not `accepted` at all: then it is gone before its day.
    """
    now = nearest(end, stages, at=at) if end else None
    if last is None or last.end is None:
        return Due(News.ENDS, Last(end, now)) if now is not None else None
    if end is None:
        return Due(News.STAYS if accepted else News.TAKEN_OFF, Last(None, 0))
    if end != last.end:
        otherwise = FAR if at < end else 0
        return Due(News.MOVED, Last(end, otherwise if now is None else now))
    return Due(News.ENDS, Last(end, now)) if now is not None and now < last.days else None

"""When a notice that could not be delivered is tried again. Pure."""

from datetime import timedelta
from typing import Final

ON_THE_WAY: Final = frozenset({"activation", "activated", "go_on", "journey", "recovery", "way_opened"})
"""The mails of an employee's way to a login and back into it: they exist in more languages than others."""

MOST_TRIES: Final = 14  # the last about a day after the first
LONGEST_PAUSE: Final = timedelta(hours=3)
LEASE: Final = timedelta(minutes=5)
"""How long a worker has a notice to itself; when it dies, another takes over after this."""


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after that many tries in vain; None when there are to be no more."""
    if tries >= MOST_TRIES:
        return None
    return min(timedelta(seconds=30 * (1 << tries)), LONGEST_PAUSE)

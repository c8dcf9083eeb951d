"""How many wrong guesses there may be, beside the five at one means. Pure.

NIST SP 800-63B-4, 3.2.2 asks for no more than 100 consecutive failures at one account and lists waiting
times of up to an hour. A means that is locked stays so (3.2.10); what is counted here goes on by itself.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

KEPT: Final = timedelta(days=1)  # a counter that nothing has been added to


class Kind(StrEnum):
    """What guesses are counted at."""

    ACCOUNT = "account"  # a user id as typed, whether or not there is such a user
    ADDRESS = "address"  # where the guesses come from
    ORGANISATION = "organisation"  # all users of it together


@dataclass(frozen=True, slots=True)
class Limits:
    """Wrong guesses within `window`; one more, and no guess is judged for as long again."""

    account: int
    address: int
    organisation: int
    window: timedelta

    def of(self, kind: Kind) -> int:
        return int(getattr(self, kind.value))

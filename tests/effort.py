"""How long the long runs are: `make soak` runs them whole, `make test` a tenth of each."""

import os
from collections.abc import Sequence

WHOLE = bool(os.environ.get("SOAK"))


def of(full: int) -> int:
    """How many rounds to go, of the full number."""
    return full if WHOLE else max(1, full // 10)


def has_turn(place: int, *, of: int) -> bool:
    """Whether it is the turn of this place of a row, where one of so many is enough."""
    return WHOLE or place % of == 0


def in_turn(place: int, choices: Sequence[str]) -> Sequence[str]:
    """All of the choices, or the one whose turn it is at this place of a row."""
    return choices if WHOLE else [choices[place % len(choices)]]

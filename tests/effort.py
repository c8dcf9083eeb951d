"""How long the long runs are: `make soak` runs them whole, `make test` a tenth of each."""

import os

WHOLE = bool(os.environ.get("SOAK"))


def of(full: int) -> int:
    """How many rounds to go, of the full number."""
    return full if WHOLE else max(1, full // 10)

"""Waiting for another process, by asking it: the only place where a test lets time pass."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def until(answered: Callable[[], Answer], *, within: float = 20, doing: str = "an answer") -> Answer:
    """The first answer that counts as true; refused connections are no answer yet."""
    ends = time.monotonic() + within
    while True:
        try:
            if answer := answered():
                return answer
        except OSError:
            pass  # nobody listens yet
        assert time.monotonic() < ends, f"waited {within} s for {doing}"
        time.sleep(0.02)

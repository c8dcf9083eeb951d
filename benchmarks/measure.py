"""How fast something goes, beside its peer or its limit, both measured in turn in the same run."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

ROUNDS = 7


@dataclass(frozen=True)
class Result:
    what: str
    beside: str
    a_second: float
    beside_a_second: float

    @property
    def ratio(self) -> float:
        return self.a_second / self.beside_a_second

    def row(self) -> dict[str, object]:
        return asdict(self) | {"ratio": self.ratio}


def a_second(times: int, do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return times / (time.perf_counter() - began)


def side_by_side(
    what: str, do: Callable[[], object], beside: str, do_beside: Callable[[], object], *, times: int
) -> Result:
    """The median of rounds taken in turn, so that a busy moment of the machine meets both."""
    do(), do_beside()
    rounds = [(a_second(times, do), a_second(times, do_beside)) for _ in range(ROUNDS)]
    return Result(what, beside, median(one for one, _ in rounds), median(other for _, other in rounds))

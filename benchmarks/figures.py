"""What a benchmark says: a value, and how it stands to a peer, or to a limit, of the same run."""

from msgspec import Struct

from benchmarks.measure import Result


class Figure(Struct, frozen=True):
    """`ratio` says how many times better than what `ratio_to` names; `must` is the least that is wanted
    of it."""

    name: str
    value: float
    unit: str
    ratio_to: str = ""
    ratio: float | None = None
    must: float | None = None

    @property
    def row(self) -> str:
        said = "" if self.ratio is None else f"{self.ratio:>9.2f} x  {self.ratio_to}"
        wanted = "" if self.must is None else f"  (at least {self.must:g})"
        missed = "  NOT REACHED" if self.must is not None and (self.ratio or 0) < self.must else ""
        return f"{self.name:<58} {self.value:>14,.2f} {self.unit:<14}{said}{wanted}{missed}"


def of(result: Result) -> Figure:
    return Figure(result.what, result.a_second, "1/s", result.beside, result.ratio)

"""Why a year costs more or less than the one before. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fuldmagt.costs.prices.rules import Charged, Kind
from fuldmagt.costs.statements.rules import Entry


class Cause(StrEnum):
    NEW = "new"  # was not there the year before
    GONE = "gone"  # is not there any more
    PRICE = "price"  # the same, at another price
    LENGTH = "length"  # the same at the same price, for more or fewer days


@dataclass(frozen=True, slots=True)
class Difference:
    """What one cause makes of the difference, in one kind: cents with VAT, more or (below nought) less."""

    cause: Cause
    kind: Kind
    count: int
    gross: int


def differences(now: Iterable[Entry], before: Iterable[Entry]) -> list[Difference]:
    """The difference of two years, told cause by cause; their sum is the whole difference."""
    ours, theirs = _named(now), _named(before)
    found: dict[tuple[Cause, Kind], tuple[int, int]] = {}
    for kind, ref in sorted(ours.keys() | theirs.keys()):
        new, old = ours.get((kind, ref)), theirs.get((kind, ref))
        gross = (new.gross if new else 0) - (old.gross if old else 0)
        if cause := _cause(new, old, gross):
            count, sum_ = found.get((cause, kind), (0, 0))
            found[cause, kind] = (count + 1, sum_ + gross)
    return [Difference(cause, kind, *told) for (cause, kind), told in sorted(found.items())]


def _named(entries: Iterable[Entry]) -> dict[tuple[Kind, str], Entry]:
    """What runs, by its reference; things by their number among those of their kind in the year, since no
    thing is handed over in two years: the third of this year stands beside the third of the last."""
    found: dict[tuple[Kind, str], Entry] = {}
    counted: Counter[Kind] = Counter()
    for each in sorted(entries, key=lambda each: each.first):
        counted[each.kind] += 1
        name = f"{counted[each.kind]:09}" if each.price.charged is Charged.ONCE else each.ref
        found[each.kind, name] = each
    return found


def _cause(now: Entry | None, before: Entry | None, gross: int) -> Cause | None:
    if before is None:
        return Cause.NEW
    if now is None:
        return Cause.GONE
    if now.price != before.price and gross:
        return Cause.PRICE
    return Cause.LENGTH if gross else None

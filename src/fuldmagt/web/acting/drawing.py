"""The picture as knots and lines: from left to right people, the organisation, clients, services. Pure.

A path is a thread as somebody may walk it. It is drawn as far as it holds, and the line on which it
breaks says why. Paths of what is folded into one knot become one line: it holds where any of them does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from fuldmagt.web.acting.folding import Fold, Leaf, folded

Hold = Literal["holds", "waits", "broken"]
Kind = Literal["person", "organisation", "service"]
COLUMNS: Final = ("people", "others", "home", "clients", "services")
LAYER: Final = {"people": 0, "others": 0, "home": 1, "clients": 2, "services": 3}
KINDS: Final[Mapping[str, Kind]] = {
    "people": "person",
    "others": "organisation",
    "home": "organisation",
    "clients": "organisation",
    "services": "service",
}
BEST: Final[Mapping[Hold, int]] = {"holds": 0, "waits": 1, "broken": 2}


@dataclass(frozen=True, slots=True)
class Line:
    """From one knot of a path to the next. A line that stops ends the path there."""

    hold: Hold = "holds"
    says: str = ""
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Each step is a column and the id of a leaf in it; `lines` lie between them."""

    steps: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Knot:
    id: str
    column: str
    name: str
    leaves: tuple[Leaf, ...]
    group: bool = False
    within: str = ""
    hold: Hold = "holds"
    says: str = ""
    wrong: int = 0  # of a group: how many of its lines do not hold

    @property
    def layer(self) -> int:
        return LAYER[self.column]

    @property
    def kind(self) -> Kind:
        return KINDS[self.column]


@dataclass(frozen=True, slots=True)
class Edge:
    start: str
    end: str
    hold: Hold


@dataclass(frozen=True, slots=True)
class Drawing:
    """Knots in the order of reading. `reach` says of a knot for whom it leads to which services, by id."""

    knots: tuple[Knot, ...]
    edges: tuple[Edge, ...]
    reach: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


def drawn(
    paths: Iterable[Path],
    leaves: Mapping[str, Mapping[str, Leaf]],
    opened: Collection[str] = (),
    rest: str = "…",
) -> Drawing:
    """The drawing of these paths; `leaves` by column and id. `rest` names small groups together."""
    paths = list(paths)
    shown = {column: _shown(column, paths, leaves, opened, rest) for column in COLUMNS}
    place = {
        (column, leaf.id): fold.id for column in COLUMNS for fold in shown[column] for leaf in fold.leaves
    }
    lines = _lines(paths, place)
    order = {fold.id: at for at, fold in enumerate(fold for column in COLUMNS for fold in shown[column])}
    knots = [_knot(column, fold, lines) for column in COLUMNS for fold in shown[column]]
    edges = [Edge(*ends, _best(found).hold) for ends, found in lines.items()]
    edges.sort(key=lambda each: (order[each.start], order[each.end]))
    return Drawing(tuple(knots), tuple(edges), _reach(paths, place, order))


def walked(path: Path) -> int:
    """How many steps of the path are drawn: up to the line that stops it, that line's end included."""
    return next((at + 2 for at, line in enumerate(path.lines) if line.stops), len(path.steps))


def _shown(
    column: str,
    paths: Iterable[Path],
    leaves: Mapping[str, Mapping[str, Leaf]],
    opened: Collection[str],
    rest: str,
) -> list[Fold]:
    reached = {id for path in paths for name, id in path.steps[: walked(path)] if name == column}
    found = [leaves[column][id] for id in reached]
    if column == "home":
        return [Fold(leaf.id, leaf.name, (leaf,)) for leaf in found]
    return folded(column, found, opened, rest)


def _lines(
    paths: Iterable[Path], place: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], list[tuple[tuple[str, str], Line]]]:
    """What lies between two knots: lines, each with the two leaves that it joins."""
    found: defaultdict[tuple[str, str], list[tuple[tuple[str, str], Line]]] = defaultdict(list)
    for path in paths:
        steps = path.steps[: walked(path)]
        for start, end, line in zip(steps, steps[1:], path.lines, strict=False):
            found[place[start], place[end]].append(((start[1], end[1]), line))
    return dict(found)


def _best(found: Iterable[tuple[tuple[str, str], Line]]) -> Line:
    return min((line for _ends, line in found), key=lambda line: (BEST[line.hold], line.says))


def _knot(
    column: str, fold: Fold, lines: Mapping[tuple[str, str], list[tuple[tuple[str, str], Line]]]
) -> Knot:
    """With what stands on the line that makes it one: towards the organisation, or from it."""
    before = column in {"people", "others"}
    own = [each for ends, found in lines.items() if ends[0 if before else 1] == fold.id for each in found]
    joined: defaultdict[str, list[tuple[tuple[str, str], Line]]] = defaultdict(list)
    for ends, line in own:
        joined[ends[0 if before else 1]].append((ends, line))
    bests = [_best(found) for found in joined.values()]
    best = min(bests, key=lambda line: (BEST[line.hold], line.says), default=Line())
    said = Counter(line.says for line in bests if line.hold == best.hold)
    return Knot(
        id=fold.id,
        column=column,
        name=fold.name,
        leaves=fold.leaves,
        group=fold.group,
        within=fold.within,
        hold=best.hold,
        says="" if fold.group and len(said) > 1 else best.says,
        wrong=sum(line.hold != "holds" for line in bests) if fold.group else 0,
    )


def _reach(
    paths: Iterable[Path], place: Mapping[tuple[str, str], str], order: Mapping[str, int]
) -> dict[str, dict[str, tuple[str, ...]]]:
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in paths:
        if any(line.stops for line in path.lines):
            continue
        organisation, service = place[path.steps[-2]], place[path.steps[-1]]
        for step in {path.steps[0], path.steps[-2]}:
            if step[0] != "home":
                found[place[step]][organisation].add(service)
    return {
        knot: {
            organisation: tuple(sorted(services, key=order.__getitem__))
            for organisation, services in sorted(to.items(), key=lambda pair: order[pair[0]])
        }
        for knot, to in found.items()
    }

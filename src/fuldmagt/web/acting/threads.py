"""From what the law says to the paths of the picture, with the names of everybody and everything on them."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions import ask, overview
from fuldmagt.decisions.overview import Overview
from fuldmagt.decisions.question import Context
from fuldmagt.decisions.strands import Strand
from fuldmagt.decisions.ways import WayKind
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.own.queries import acted_for
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.acting.drawing import Line, Path
from fuldmagt.web.acting.folding import Leaf
from fuldmagt.web.acting.queries import people_of
from fuldmagt.web.acting.words import last_day, standing
from fuldmagt.web.why.thread import AT_THE_SERVICE

Leaves = Mapping[str, Mapping[str, Leaf]]
BETWEEN: Final = ("chain_", "grant_")


@dataclass(frozen=True, slots=True)
class Threads:
    paths: tuple[Path, ...]
    leaves: Leaves
    names: Mapping[str, str]  # of whatever can be walked through, by its id


def threads(organisation: Organisation, *, with_rights: bool, at: datetime) -> Threads:
    """All that is in force, waits, or broke not long ago. Rights at home only for whoever may see them."""
    seen = overview.of_organisation(organisation.ref, at=at)
    strands = [each for each in seen.people if with_rights or each.organisation != organisation.ref]
    rights = catalogue.rights_called({each.right for each in (*strands, *seen.agreements)})
    teller = Teller(organisation.ref, rights, seen, at)
    paths = [*map(teller.of_person, strands), *map(teller.of_agreement, seen.agreements)]
    leaves = _leaves(organisation, paths, rights)
    return Threads(tuple(paths), leaves, {id: leaf.name for of in leaves.values() for id, leaf in of.items()})


def by_grants(user: str, told: Threads, *, at: datetime) -> list[Path]:
    """A person's paths to clients that granted access: it is the firm's, for whoever has the right there."""
    found = []
    for organisation, answers in ask.everywhere(user, Context(at=at, now=at)).items():
        for right, answer in answers.items():
            service = right.partition(":")[0]
            if answer.way is not WayKind.GRANT or f"o:{organisation}" not in told.leaves["clients"]:
                continue
            if f"s:{service}" in told.leaves["services"]:
                steps = (("people", f"p:{user}"), ("home", "h"), ("clients", f"o:{organisation}"))
                found.append(Path((*steps, ("services", f"s:{service}")), (Line(), Line(), Line())))
    return found


@dataclass(frozen=True, slots=True)
class Teller:
    """Says of each strand by which steps it goes, and where it breaks."""

    home: str
    rights: Mapping[str, Right]
    seen: Overview
    at: datetime
    lines: dict[Hashable, Line] = field(default_factory=dict)  # many strands have the same to say

    def of_person(self, strand: Strand) -> Path:
        own, between, service = self._parts(strand)
        ends = strand.until if strand.organisation == self.home else None
        first = self._line(own, ends)
        last = ("services", self._service(strand))
        if strand.organisation == self.home:
            return Path(
                (("people", f"p:{strand.user}"), ("home", "h"), last),
                (first, self._line((*between, *service))),
            )
        steps = (("people", f"p:{strand.user}"), ("home", "h"), ("clients", f"o:{strand.organisation}"), last)
        ends = self.seen.ends.get(strand.record)
        return Path(steps, (first, self._line(between, ends, told=True), self._line(service)))

    def of_agreement(self, strand: Strand) -> Path:
        own, between, service = self._parts(strand)
        line = self._line((*own, *between), strand.until, told=True)
        last = ("services", self._service(strand))
        if strand.organisation == self.home:
            return Path((("others", f"a:{strand.home}"), ("home", "h"), last), (line, self._line(service)))
        steps = (("home", "h"), ("clients", f"o:{strand.organisation}"), last)
        return Path(steps, (line, self._line(service)))

    def _parts(self, strand: Strand) -> tuple[tuple[Refusal, ...], ...]:
        """What is the person's affair, what lies between two organisations, and what the service says."""
        parts: tuple[list[Refusal], ...] = ([], [], [])
        client = strand.organisation != self.home or not strand.user
        for each in strand.against:
            between = each.reason.value.startswith(BETWEEN) or each.reason is Reason.NOT_ELIGIBLE
            if each.reason is Reason.ADVISER_NOT_RECOGNISED or (client and between):
                parts[1].append(each)
            elif each.reason in AT_THE_SERVICE or each.reason is Reason.RIGHT_UNKNOWN:
                parts[2].append(each)
            else:
                parts[0].append(each)
        return tuple(tuple(part) for part in parts)

    def _line(self, against: Sequence[Refusal], until: datetime | None = None, *, told: bool = False) -> Line:
        """What does not hold stops the path; what ends soon does not, and is told."""
        key = (tuple(each.reason for each in against), until, told)
        if key not in self.lines:
            self.lines[key] = self._told(against, until, told=told)
        return self.lines[key]

    def _told(self, against: Sequence[Refusal], until: datetime | None, *, told: bool) -> Line:
        stands = standing(against, until, self.at)
        if stands.hold == "holds":
            says = _("until %(date)s") % {"date": last_day(until)} if told and until else ""
            return Line("holds", says)
        return Line(stands.hold, stands.word, stops=bool(against))

    def _service(self, strand: Strand) -> str:
        return f"s:{self.rights[strand.right].service.ref}"


def _leaves(organisation: Organisation, paths: Iterable[Path], rights: Mapping[str, Right]) -> Leaves:
    ids: dict[str, set[str]] = {column: set() for column in ("people", "others", "clients", "services")}
    for path in paths:
        for column, id in path.steps:
            ids.setdefault(column, set()).add(id)
    refs = {id[2:] for column in ("others", "clients") for id in ids[column]}
    called = acted_for(refs)
    services = {right.service.ref: right.service for right in rights.values()}
    return {
        "people": dict(_people(organisation.ref)),
        "others": {id: Leaf(id, called[id[2:]].name) for id in ids["others"]},
        "home": {"h": Leaf("h", organisation.name)},
        "clients": {id: Leaf(id, called[id[2:]].name) for id in ids["clients"]},
        "services": {
            id: Leaf(id, each.name, each.provider.ref, each.provider.name)
            for id in ids["services"]
            for each in [services[id[2:]]]
        },
    }


def _people(organisation: str) -> Iterator[tuple[str, Leaf]]:
    """By department."""
    for ref, name, department, called in people_of(organisation):
        yield f"p:{ref}", Leaf(f"p:{ref}", name, department or "", called or _("No department"))


def narrowed(told: Threads, leaf: str, *, at: datetime) -> Collection[Path]:
    """Only what leads through somebody or something."""
    paths = [path for path in told.paths if any(id == leaf for _column, id in path.steps)]
    if leaf.startswith("p:"):
        paths += by_grants(leaf[2:], told, at=at)
    return paths

"""A mandate or a grant as a row tells it: with whom, what, until when, who may use it now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions import overview
from fuldmagt.decisions.facts import Gathered, Grant, Mandate
from fuldmagt.decisions.strands import Strand
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.own.queries import acted_for
from fuldmagt.organisations.users.queries import names
from fuldmagt.web.acting.forms import CHAIN, GRANT
from fuldmagt.web.acting.words import Standing, last_day, standing
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.rights.tree import name_of

NAMED = 3


class Side(StrEnum):
    """Whose agreements: given to others, who act for us; or received from clients, for whom we act."""

    GIVEN = "others"
    RECEIVED = "clients"


@dataclass(frozen=True, slots=True)
class ForService:
    ref: str
    name: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`names` are those of our own people alone."""

    ref: str
    organisation: str
    name: str
    number: str
    way: str
    services: tuple[ForService, ...]
    starts_at: datetime
    ends_at: datetime | None
    standing: Standing
    strands: tuple[Strand, ...]
    people: int = 0
    names: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.organisation} {self.number}".casefold()

    @property
    def way_word(self) -> str:
        return _("Chain mandate") if self.way == CHAIN else _("Access in the service’s portal")

    @property
    def until(self) -> str:
        return last_day(self.ends_at)

    @property
    def named(self) -> tuple[str, ...]:
        return self.names[:NAMED]

    @property
    def unnamed(self) -> int:
        return max(len(self.names) - NAMED, 0)


def agreements(side: Side, *, organisation: str, at: datetime) -> list[Agreement]:
    """All of one side, whatever their state; what ended long ago is left out."""
    seen = overview.between(organisation, at=at)
    by_record: defaultdict[str, list[Strand]] = defaultdict(list)
    for strand in seen.agreements:
        ours = strand.organisation == organisation
        if ours == (side is Side.GIVEN):
            by_record[strand.record].append(strand)
    rights = catalogue.rights_called({each.right for each in seen.agreements})
    ends = {each.home for each in seen.agreements} | {each.organisation for each in seen.agreements}
    others = acted_for(ends)
    return [_agreement(strands, side, rights, others, seen.facts, at) for strands in by_record.values()]


def _agreement(
    strands: list[Strand],
    side: Side,
    rights: dict[str, Right],
    others: dict[str, Organisation],
    facts: Gathered,
    at: datetime,
) -> Agreement:
    """It holds where one of its rights does."""
    best = min(strands, key=lambda each: len(each.against))
    record = record_of(best.record, facts)
    other = others[best.home if side is Side.GIVEN else best.organisation]
    return Agreement(
        ref=best.record,
        organisation=other.ref,
        name=other.name,
        number=str(Number.of(other.ref)),
        way=CHAIN if isinstance(record, Mandate) else GRANT,
        services=services_of([rights[each.right] for each in strands]),
        starts_at=record.start,
        ends_at=record.end,
        standing=standing(best.against, record.end, at),
        strands=tuple(strands),
    )


def record_of(ref: str, facts: Gathered) -> Mandate | Grant:
    mandate = facts.mandates.get(ref)
    return mandate or next(each for each in facts.grants if each.id == ref)


def services_of(rights: Iterable[Right]) -> tuple[ForService, ...]:
    ordered = sorted(rights, key=lambda each: (each.service.name.casefold(), each.service.ref, each.place))
    return tuple(
        ForService(service.ref, service.name, tuple(name_of(each) for each in of_service))
        for service, of_service in groupby(ordered, key=lambda each: each.service)
    )


def with_people(
    lines: Iterable[Agreement], side: Side, *, organisation: str, at: datetime
) -> list[Agreement]:
    """The same with who may use each now: our own people by name, others by their number."""
    lines = list(lines)
    strands = [strand for each in lines for strand in each.strands]
    if side is Side.GIVEN:
        may = overview.people_elsewhere(organisation, strands, at=at)
        return [replace(each, people=may.get(each.ref, 0)) for each in lines]
    ours = overview.our_people(organisation, strands, at=at)
    called = names({user for users in ours.values() for user in users}, organisation=organisation)
    return [
        _named(each, [called[user] for user in ours.get(each.ref, ()) if user in called]) for each in lines
    ]


def _named(line: Agreement, people: list[str]) -> Agreement:
    return replace(line, people=len(people), names=tuple(sorted(people, key=str.casefold)))

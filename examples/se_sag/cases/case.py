"""A case as the authority holds it. Nobody is shown one: see shown.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

from examples.se_sag.rights import View

EVERYBODY = frozenset(View)
MUNICIPAL = frozenset({View.MUNICIPAL})
INSURANCE = frozenset({View.INSURANCE})


class Status(StrEnum):
    REPORTED = "reported"
    ENQUIRY = "enquiry"
    RECOGNISED = "recognised"
    REJECTED = "rejected"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Injured:
    name: str
    born: date
    occupation: str
    employer: str


@dataclass(frozen=True, slots=True)
class Injury:
    kind: str | Promise
    what: str
    how: str
    happened: date
    reported: date


@dataclass(frozen=True, slots=True)
class Work:
    """How far the injured person is on the way back to work: what a job centre needs."""

    state: str | Promise
    hours: int  # a week
    plan: str


@dataclass(frozen=True, slots=True)
class Money:
    """Compensation: what whoever pays or conducts the case needs."""

    injury_per_cent: int | None
    injury_amount: int | None
    earnings_per_cent: int | None
    earnings_a_month: int | None
    paid: int


@dataclass(frozen=True, slots=True)
class Document:
    ref: str
    title: str
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or that has to happen by a date."""

    on: date
    title: str | Promise
    text: str
    seen_by: frozenset[View]
    document: Document | None
    next: bool


@dataclass(frozen=True, slots=True)
class Case:
    number: str
    seen_by: frozenset[View]
    injured: Injured
    injury: Injury
    status: Status
    handler: str
    work: Work
    money: Money
    events: tuple[Event, ...]

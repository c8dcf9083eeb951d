"""The shape of a world file: sections of records, named and valued as the law names them. Pure.

Source: decision-semantics, "World files". What may be null may be left out; everything else is
written down, so that nothing is allowed by silence.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import OrganisationState, UserKind
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import Means

WITHOUT_BLANKS = r"^[^\s\x00-\x1f\x7f]+\Z"
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=WITHOUT_BLANKS)]
LongId = Annotated[str, Meta(min_length=1, max_length=128, pattern=WITHOUT_BLANKS)]
Name = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*\Z")]
Instant = Annotated[datetime, Meta(tz=True)]
Scope = Literal["access:evaluate", "access:search", "access:simulate"]


class Section(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A record of the file; a key that is not known is refused."""


class Organisation(Section, frozen=True):
    id: LongId
    name: Name
    category: Category
    state: OrganisationState
    branches: tuple[LongId, ...]
    suspend_on_lapsed_right_to_work: bool


class Person(Section, frozen=True):
    id: Id
    name: Name
    birth_date: date | None = None


class User(Section, frozen=True, kw_only=True):
    """`means` null or absent: all but the private eID."""

    id: Id
    organisation: LongId
    kind: UserKind
    state: Literal["invited", "active", "suspended", "locked", "closed"]
    person: Id | None = None
    category: Category | None = None
    means: tuple[Means, ...] | None = None
    right_to_work_until: Instant | None = None


class Provider(Section, frozen=True):
    id: Id
    name: Name
    sector: Annotated[str, Meta(max_length=64, pattern=r"^[^\x00]*\Z")]


class Service(Section, frozen=True):
    """`customers` null: no list is kept; an empty list: nobody is a customer."""

    id: Id
    provider: Id
    name: Name
    data_class: DataClass
    accepts_chains: bool
    accepts_grants: bool
    means: tuple[Means, ...]
    means_ended: dict[Means, Instant]
    customers: tuple[LongId, ...] | None


class Right(Section, frozen=True):
    """`id` is `SERVICE:NAME`."""

    id: LongId
    name: Name
    assurance: Literal["low", "substantial", "high"]
    categories: tuple[Category, ...]
    implies: tuple[LongId, ...]

    @property
    def service(self) -> str:
        return self.id.partition(":")[0]


class Record(Section, frozen=True, kw_only=True):
    """What every record of power has; null leaves the period open on that side."""

    id: Id
    state: RecordState
    start: Instant | None = field(name="from", default=None)
    end: Instant | None = field(name="to", default=None)


class Mandate(Record, frozen=True, kw_only=True):
    giver: LongId
    receiver: LongId
    rights: tuple[LongId, ...]
    accepted: bool


class Assignment(Record, frozen=True, kw_only=True):
    user: Id
    right: LongId
    organisation: LongId
    branches: tuple[LongId, ...]
    mandate: Id | None = None


class Grant(Record, frozen=True, kw_only=True):
    giver: LongId
    receiver: LongId
    right: LongId
    confirmed: bool


class Adviser(Record, frozen=True, kw_only=True):
    provider: Id
    organisation: LongId


class Client(Section, frozen=True, kw_only=True):
    """A caller of the access door; without a provider it may ask about every service."""

    id: Annotated[str, Meta(min_length=1, max_length=100, pattern=WITHOUT_BLANKS)]
    secret: Annotated[str, Meta(min_length=1, max_length=200)]
    scopes: tuple[Scope, ...]
    provider: Id | None = None


class World(Section, frozen=True):
    """A whole world. A section that is left out is empty."""

    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    users: tuple[User, ...] = ()
    providers: tuple[Provider, ...] = ()
    services: tuple[Service, ...] = ()
    rights: tuple[Right, ...] = ()
    exclusive_sets: tuple[tuple[LongId, ...], ...] = ()
    mandates: tuple[Mandate, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    grants: tuple[Grant, ...] = ()
    advisers: tuple[Adviser, ...] = ()
    clients: tuple[Client, ...] = ()

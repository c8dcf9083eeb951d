"""A whole world from a file, or all that is wrong with it; nothing in between. Pure."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from fuldmagt.decisions import facts as law
from fuldmagt.decisions import world_file as file
from fuldmagt.decisions.world_faults import Fault, catalogue, faults
from fuldmagt.decisions.world_file import World
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import BUSINESS

__all__ = ["BEGINNING", "Fault", "World", "facts_of", "parse"]

BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
"""Where a record begins whose `from` is null: before every instant that can be asked about."""


def parse(text: bytes) -> World | tuple[Fault, ...]:
    """The world that the file describes, or its faults: of the shape the first, of the rest all."""
    try:
        world = msgspec.json.decode(text, type=World)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        words, _, place = str(error).partition(" - at ")
        return (Fault(place.strip("`") or "$", words),)
    return faults(world) or world


def facts_of(world: World) -> law.Gathered:
    """The whole world as the facts of a decision."""
    return law.Gathered(
        organisations={each.id: organisation(each) for each in world.organisations},
        users={each.id: user(each) for each in world.users},
        services={each.id: service(each) for each in world.services},
        rights={each.id: right(each) for each in world.rights},
        mandates={each.id: mandate(each) for each in world.mandates},
        assignments=tuple(map(assignment, world.assignments)),
        grants=tuple(map(grant, world.grants)),
        recognitions=tuple(map(recognition, world.advisers)),
        catalogue=catalogue(world),
    )


def organisation(each: file.Organisation) -> law.Organisation:
    return law.Organisation(
        id=each.id,
        category=each.category,
        state=each.state,
        branches=frozenset(each.branches),
        suspends_on_lapsed_right_to_work=each.suspend_on_lapsed_right_to_work,
    )


def user(each: file.User) -> law.User:
    return law.User(
        id=each.id,
        organisation=each.organisation,
        person=each.person,
        state=UserState(each.state),
        category=each.category,
        means=BUSINESS if each.means is None else frozenset(each.means),
        right_to_work_until=each.right_to_work_until,
    )


def service(each: file.Service) -> law.Service:
    return law.Service(
        id=each.id,
        provider=each.provider,
        data_class=each.data_class,
        accepts_chains=each.accepts_chains,
        accepts_grants=each.accepts_grants,
        means=frozenset(each.means),
        means_ended=each.means_ended,
        customers=None if each.customers is None else frozenset(each.customers),
    )


def right(each: file.Right) -> law.Right:
    return law.Right(
        id=each.id,
        service=each.service,
        assurance=BY_WORD[each.assurance],
        categories=frozenset(each.categories),
    )


def start(each: file.Record) -> datetime:
    return each.start or BEGINNING


def mandate(each: file.Mandate) -> law.Mandate:
    return law.Mandate(
        id=each.id,
        state=each.state,
        start=start(each),
        end=each.end,
        revoked_at=None,
        giver=each.giver,
        receiver=each.receiver,
        rights=frozenset(each.rights),
        accepted=each.accepted,
    )


def assignment(each: file.Assignment) -> law.Assignment:
    return law.Assignment(
        id=each.id,
        state=each.state,
        start=start(each),
        end=each.end,
        revoked_at=None,
        user=each.user,
        right=each.right,
        organisation=each.organisation,
        mandate=each.mandate,
        branches=frozenset(each.branches),
    )


def grant(each: file.Grant) -> law.Grant:
    return law.Grant(
        id=each.id,
        state=each.state,
        start=start(each),
        end=each.end,
        revoked_at=None,
        giver=each.giver,
        receiver=each.receiver,
        right=each.right,
        confirmed=each.confirmed,
    )


def recognition(each: file.Adviser) -> law.Recognition:
    return law.Recognition(
        id=each.id,
        state=each.state,
        start=start(each),
        end=each.end,
        revoked_at=None,
        provider=each.provider,
        organisation=each.organisation,
    )

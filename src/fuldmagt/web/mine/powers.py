"""For which companies and services somebody may act, by which way, until when: as the law says (F3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.ways import WayKind
from fuldmagt.mandates.queries import within_reach
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.web.frame.words import LEVELS
from fuldmagt.web.rights.showing import until
from fuldmagt.web.rights.tree import name_of


@dataclass(frozen=True, slots=True)
class Power:
    """A right that holds now."""

    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForService:
    name: str
    url: str
    powers: tuple[Power, ...]


@dataclass(frozen=True, slots=True)
class ForCompany:
    """All that one of the person's users may do for one organisation."""

    organisation: Organisation
    user: BusinessUser
    services: tuple[ForService, ...]


def powers(users: Iterable[BusinessUser], *, at: datetime) -> Iterator[ForCompany]:
    """No login is judged here: a right that needs a stronger one says so."""
    context = Context(at=at, now=at)
    for user in users:
        if user.state != UserState.ACTIVE:
            continue
        for organisation in within_reach(user):
            held = ask.rights(user.ref, organisation.ref, context)
            if held:
                yield ForCompany(organisation, user, _services(user, organisation, held, context))


def _services(
    user: BusinessUser, organisation: Organisation, held: tuple[str, ...], context: Context
) -> tuple[ForService, ...]:
    rights = sorted(
        catalogue.rights_called(held).values(), key=lambda each: (each.service.name, each.place, each.ref)
    )
    return tuple(
        ForService(service.name, service.url, tuple(_powers(user, organisation, of_service, context)))
        for service, of_service in groupby(rights, key=lambda right: right.service)
    )


def _powers(
    user: BusinessUser, organisation: Organisation, rights: Iterable[Right], context: Context
) -> Iterator[Power]:
    for right in rights:
        answer = ask.ask(Question(user.ref, right.ref, organisation.ref, context))
        if isinstance(answer, Allowed):  # it was so when the rights were searched, a moment ago
            yield Power(name_of(right), tuple(_notes(right, answer)))


def _notes(right: Right, answer: Allowed) -> Iterator[str]:
    if answer.way is not WayKind.DIRECT:
        yield way_words(answer.way)
    if answer.right_held != right.ref:
        yield _("Comes with another right.")
    if answer.valid_until:
        yield until(answer.valid_until)
    needed = BY_WORD[right.assurance]
    if needed is Level.HIGH:
        yield _("Needs a login at the level {level}.").format(level=LEVELS[needed])


def way_words(way: WayKind) -> str:
    """By which way somebody acts for another company than their own."""
    if way is WayKind.CHAIN:
        return _("By a chain mandate.")
    return _("By access in the service’s portal.")

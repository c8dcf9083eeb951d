"""For which companies and services somebody may act, by which way, until when: as the law says (F3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context
from fuldmagt.decisions.ways import WayKind
from fuldmagt.mandates.assignments.queries import states_of
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.own.queries import acted_for
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.web.frame.words import LEVELS, ROLES
from fuldmagt.web.rights.showing import until
from fuldmagt.web.rights.tree import name_of

HELP: Final = (Role.RIGHTS_ADMINISTRATOR, Role.USER_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR)


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


@dataclass(frozen=True, slots=True)
class Held:
    """What one of the person's users holds for one organisation, as the law answered."""

    organisation: Organisation
    user: BusinessUser
    answers: Mapping[str, Allowed]


def held(users: Iterable[BusinessUser], *, at: datetime) -> list[Held]:
    """By user, home first, then by name. No login is judged: a right that needs a stronger one says so."""
    context = Context(at=at, now=at)
    active = [user for user in users if user.state == UserState.ACTIVE]
    found = [(user, ask.everywhere(user.ref, context)) for user in active]
    refs = {ref for _, answers in found for ref in answers}
    organisations = acted_for(refs)
    return [
        Held(organisations[ref], user, answers[ref])
        for user, answers in found
        for ref in sorted(answers, key=lambda ref: _place(organisations[ref], user))
    ]


def _place(organisation: Organisation, user: BusinessUser) -> tuple[bool, str]:
    return organisation.pk != user.organisation.pk, organisation.name.casefold()


def shown(powers: Iterable[Held]) -> list[ForCompany]:
    """As the page tells them, which names every right at once."""
    powers = list(powers)
    rights = catalogue.rights_called({right for each in powers for right in each.answers})
    return [
        ForCompany(each.organisation, each.user, tuple(_services(each.answers, rights))) for each in powers
    ]


def _services(answers: Mapping[str, Allowed], known: Mapping[str, Right]) -> Iterator[ForService]:
    rights = sorted(
        (known[ref] for ref in answers), key=lambda each: (each.service.name, each.place, each.ref)
    )
    for service, of_service in groupby(rights, key=lambda right: right.service):
        powers = tuple(
            Power(name_of(right), tuple(_notes(right, answers[right.ref]))) for right in of_service
        )
        yield ForService(service.name, service.url, powers)


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


@dataclass(frozen=True, slots=True)
class Without:
    """Nothing that somebody may do: what is so, and who can change it."""

    heading: str
    text: str


def without(users: Iterable[BusinessUser]) -> Without:
    """Never given, withdrawn, or given and of no effect now are three things."""
    states = states_of(users)
    if not states:
        return Without(
            _("You have not been given any rights yet"),
            _("A rights administrator of your organisation gives them."),
        )
    if RecordState.REVOKED in states and RecordState.ACTIVE not in states:
        return Without(
            _("You have no rights now"),
            _(
                "What you had has been withdrawn. A rights administrator of your organisation "
                "can give it again."
            ),
        )
    return Without(
        _("You have no rights that hold now"),
        _("You have been given rights, and none of them holds today. A rights administrator of your "
          "organisation can see why."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Helper:
    """An administrator as their own organisation's people may know them."""

    user: BusinessUser
    roles: str


def helpers(organisation: str) -> list[Helper]:
    """Who gives rights and looks after users in the organisation, by name."""
    found: dict[int, tuple[BusinessUser, list[str]]] = {}
    for role in HELP:
        for user in holders_of(role, organisation=organisation):
            found.setdefault(user.pk, (user, []))[1].append(str(ROLES[role]))
    return [Helper(user, ", ".join(roles)) for user, roles in found.values()]


def way_words(way: WayKind) -> str:
    """By which way somebody acts for another company than their own."""
    if way is WayKind.CHAIN:
        return _("By a chain mandate.")
    return _("By access in the service’s portal.")

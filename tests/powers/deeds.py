"""Every deed that gives or takes a power, as somebody tries it: at Balans Advies, whose client is De Korrel.

That a deed is refused is as good as that it is done: what comes of it is looked at afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from fuldmagt.catalogue.models import ExclusiveSet, Package, Provider, Right
from fuldmagt.clients.systems import actions as systems
from fuldmagt.mandates.assignments.actions import change
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import actions as clientele
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.mandates.groups import actions as groups
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.requests import actions as requests
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.sources import giving
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.roles import actions as roles
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal
from tests.cast import NEW_YEAR, a_department, a_user, acting, an_organisation
from tests.chains.cast import EDIT, VIEW, a_right, street
from tests.conftest import MONDAY
from tests.powers import outer_deeds

JWKS: Final = {
    "keys": [
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    ]
}


class Story:
    """Balans has a group, a department, a client, a mandate that waits, and is the provider besides; Jonas
    asks for a right; Lotte is locked. Four eyes or not."""

    def __init__(self, *, four_eyes: bool) -> None:
        self.street = street()
        self.home: Organisation = self.street.balans
        self.begin(four_eyes=four_eyes)
        Organisation.objects.filter(pk=self.home.pk).update(email="office@balans.example")
        Provider.objects.update(organisation=self.home)
        self._catalogue()
        self.jonas = self.street.jonas
        self.group = Group.objects.create(
            ref=dice.reference(), organisation=self.home, name="Team", created_at=NEW_YEAR
        )
        self.department = a_department(self.home, "Payroll")
        self.lotte = a_user(self.home, "Lotte Slot", state=UserState.LOCKED)
        self.on_offer = Package.objects.create(ref="on-offer", name="On offer")
        self.on_offer.rights.add(Right.objects.get(ref=VIEW))
        self.client = self.mandate(accepted=True, rights=[VIEW])
        self.offered = self.mandate(accepted=False, rights=[EDIT])

    def mandate(self, *, accepted: bool, rights: list[str]) -> Mandate:
        mandate = Mandate.objects.create(
            ref=dice.reference(), giver=self.street.korrel, receiver=self.home, accepted=accepted,
            starts_at=NEW_YEAR, ends_at=NEW_YEAR + timedelta(700), given_at=NEW_YEAR,
        )  # fmt: skip
        mandate.rights.set(self.street.service.rights.filter(ref__in=rights))
        return mandate

    def begin(self, *, four_eyes: bool) -> None:
        self.at = MONDAY
        Organisation.objects.update(four_eyes=four_eyes)

    def _catalogue(self) -> None:
        """A portal that takes grants from either to the other, and two rights that exclude one another."""
        service = self.street.service
        service.accepts_grants = True
        service.save()
        apart = ExclusiveSet.objects.create(ref="apart")
        apart.rights.set([a_right(service, "audit", "Audit"), Right.objects.get(ref="portal:tax")])
        for each in (self.home, self.street.korrel):
            Adviser.objects.create(
                ref=dice.reference(), provider=service.provider, organisation=each, starts_at=NEW_YEAR,
                licence="1", checked_by="Marit", checked_at=NEW_YEAR,
            )  # fmt: skip
        an_organisation("Hofstee Administratie", ref="nl:kvk:90000003", country="NL")

    def somebody(self, *held: Role) -> BusinessUser:
        user = a_user(self.home, f"Somebody {'-'.join(held)} {dice.reference()}", *held)
        return BusinessUser.objects.select_related("organisation").get(pk=user.pk)

    def everybody(self) -> list[BusinessUser]:
        """One of each role at Balans, Jonas, who holds none, and who manages mandates at either."""
        theirs = [self.somebody(role) for role in Role if role is not Role.PLATFORM_OPERATOR]
        return [*theirs, self.jonas, self.street.femke, self.street.sanne]

    def does(self, deed: str, who: BusinessUser, whom: BusinessUser, right: str) -> None:
        self.at += timedelta(minutes=1)
        by = BusinessUser.objects.get(pk=who.pk)
        if by.state == UserState.ACTIVE:  # nobody else gets past the login
            DEEDS[deed](self, acting(by), whom, right)


Deed = Callable[[Story, Actor, BusinessUser, str], object]


def takes_every_office(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    for role in Role:
        roles.give(whom.ref, role, by=by, at=story.at)


def leaves_an_office(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    for held in list(whom.roles_held.values_list("role", flat=True))[:1]:
        roles.withdraw(whom.ref, Role(held), by=by, at=story.at)


def asks(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    requests.ask(whom.ref, Wish(right, Period(story.at)), "Needed.", by=by, at=story.at)


def approves(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    for row in RightRequest.objects.filter(state="waiting"):
        requests.approve(row.ref, until=None, branches=frozenset(), by=by, at=story.at)


def gives_a_mandate(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    other = story.street.korrel if by.organisation == story.home.ref else story.home
    terms = chains.Terms(other.ref, (right,), story.at + timedelta(300))
    chains.give(terms, by=by, at=story.at)


def accepts(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    for mandate in Mandate.objects.filter(state="active"):
        chains.accept(mandate.ref, seen=chains.stamp(mandate), by=by, at=story.at)


def assigns(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    mandates = tuple(Mandate.objects.values_list("ref", flat=True))
    wanted = clientele.Wanted("portal", mandates, (whom.ref,), right)
    planned = clientele.plan(wanted, by=by, at=story.at)
    if not isinstance(planned, Refusal):
        clientele.save(wanted, seen=planned.stamp, by=by, at=story.at)


def ends_mandates(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    chains.end(story.client.ref, "Over.", by=by, at=story.at)


def takes_from_the_group(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    for source in Source.objects.filter(state="active")[:1]:
        giving.end(source.ref, by=by, at=story.at)


def registers_a_program(story: Story, by: Actor, whom: BusinessUser, right: str) -> None:
    systems.register(systems.Described(f"Program {dice.reference()}", "Pays.", JWKS), by=by, at=story.at)


DEEDS: Final[Mapping[str, Deed]] = {
    "take every office": takes_every_office,
    "leave an office": leaves_an_office,
    "give": lambda s, by, whom, right: change(whom.ref, give=[right], by=by, at=s.at),
    "take": lambda s, by, whom, right: change(whom.ref, withdraw=[right], by=by, at=s.at),
    "put in the group": lambda s, by, whom, right: groups.add(s.group.ref, [whom.ref], by=by, at=s.at),
    "give the group": lambda s, by, whom, right: giving.give(
        s.group.ref, Wish(right, Period(s.at)), by=by, at=s.at
    ),
    "take from the group": takes_from_the_group,
    "take out of the group": lambda s, by, whom, right: groups.remove(s.group.ref, whom.ref, by=by, at=s.at),
    "ask": asks,
    "approve": approves,
    "give a mandate": gives_a_mandate,
    "accept": accepts,
    "assign": assigns,
    "end the mandate": ends_mandates,
    "register a program": registers_a_program,
    **outer_deeds.GIVING,
    **outer_deeds.ENDING,
}
ENDING: Final = {
    "leave an office", "take", "take from the group", "take out of the group", "end the mandate",
    *outer_deeds.ENDING,
}  # fmt: skip
OFFICE: Final[Mapping[str, Role]] = {
    **dict.fromkeys(("take every office", "leave an office"), Role.ORGANISATION_ADMINISTRATOR),
    **dict.fromkeys(("register a program", "start programs"), Role.ORGANISATION_ADMINISTRATOR),
    **dict.fromkeys(("give", "take", "approve", "admit"), Role.RIGHTS_ADMINISTRATOR),
    **dict.fromkeys(("put in the group", "give the group"), Role.RIGHTS_ADMINISTRATOR),
    **dict.fromkeys(("give the department", "make a package"), Role.RIGHTS_ADMINISTRATOR),
    **dict.fromkeys(("give packages", "accept news"), Role.RIGHTS_ADMINISTRATOR),
    **dict.fromkeys(("give a mandate", "accept", "assign"), Role.MANDATE_MANAGER),
    **dict.fromkeys(("grant access", "widen access", "press the links"), Role.MANDATE_MANAGER),
    **dict.fromkeys(("move", "wake", "lock"), Role.USER_ADMINISTRATOR),
    **dict.fromkeys(("recognise", "end recognitions", "lower the level"), Role.PROVIDER_ADMINISTRATOR),
}
"""Whose office a deed is, as far as it is somebody's."""
GIVING: Final = [deed for deed in DEEDS if deed not in ENDING]

"""Every deed that gives or takes a power, as somebody tries it: at Balans Advies, whose client is De Korrel.

That a deed is refused is as good as that it is done: what comes of it is looked at afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from fuldmagt.catalogue.models import Provider
from fuldmagt.clients.systems import actions as systems
from fuldmagt.clients.systems.models import System
from fuldmagt.mandates.assignments.actions import change
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import actions as clientele
from fuldmagt.mandates.groups import actions as groups
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.requests import actions as requests
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.sources import giving
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.roles import actions as roles
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal
from tests.cast import NEW_YEAR, a_user, acting
from tests.chains.cast import EDIT, VIEW, street
from tests.conftest import MONDAY

Power = tuple[str, str, str, str]
"""A kind, the organisation whose it is to make, whom it is given to, and which."""
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
    """Balans has a group, a client, and a mandate that waits; Jonas asks for a right. Four eyes or not."""

    def __init__(self, *, four_eyes: bool) -> None:
        self.street, self.at = street(), MONDAY
        self.home: Organisation = self.street.balans
        Organisation.objects.update(four_eyes=four_eyes)
        Provider.objects.update(organisation=self.home)
        self.jonas = self.street.jonas
        self.group = Group.objects.create(
            ref=dice.reference(), organisation=self.home, name="Team", created_at=NEW_YEAR
        )
        self.client = self.mandate(accepted=True, rights=[VIEW])
        self.offered = self.mandate(accepted=False, rights=[EDIT])

    def mandate(self, *, accepted: bool, rights: list[str]) -> Mandate:
        mandate = Mandate.objects.create(
            ref=dice.reference(), giver=self.street.korrel, receiver=self.home, accepted=accepted,
            starts_at=NEW_YEAR, ends_at=NEW_YEAR + timedelta(700), given_at=NEW_YEAR,
        )  # fmt: skip
        mandate.rights.set(self.street.service.rights.filter(ref__in=rights))
        return mandate

    def somebody(self, *held: Role) -> BusinessUser:
        user = a_user(self.home, f"Somebody {'-'.join(held)} {dice.reference()}", *held)
        return BusinessUser.objects.select_related("organisation").get(pk=user.pk)

    def everybody(self) -> list[BusinessUser]:
        """One of each role at Balans, Jonas, who holds none, and who manages mandates at either."""
        theirs = [self.somebody(role) for role in Role if role is not Role.PLATFORM_OPERATOR]
        return [*theirs, self.jonas, self.street.femke, self.street.sanne]

    def powers(self) -> set[Power]:
        """All that carries a power and stands, or stood."""
        found: set[Power] = set()
        for row in Assignment.objects.select_related("user__organisation", "right", "mandate"):
            kind = "right" if row.mandate is None else "client right"
            found.add((kind, row.user.organisation.ref, row.user.ref, row.ref))
        for mandate in Mandate.objects.select_related("giver", "receiver"):
            for right in {*mandate.rights.all(), *mandate.awaiting.all()}:
                found.add(("mandate", mandate.giver.ref, "", f"{mandate.ref} {right.ref}"))
            if mandate.accepted:
                found.add(("acceptance", mandate.receiver.ref, "", mandate.ref))
        for user in BusinessUser.objects.select_related("organisation").prefetch_related("roles_held"):
            for held in user.roles_held.all():
                found.add(("role", user.organisation.ref, user.ref, held.role))
        for member in Member.objects.select_related("group__organisation", "user"):
            found.add(("member", member.group.organisation.ref, member.user.ref, member.group.ref))
        for source in Source.objects.select_related("organisation"):
            found.add(("group right", source.organisation.ref, "", source.ref))
        for system in System.objects.select_related("user__organisation"):
            found.add(("program", system.user.organisation.ref, "", system.user.ref))
        return found

    def does(self, deed: str, who: BusinessUser, whom: BusinessUser, right: str) -> None:
        self.at += timedelta(minutes=1)
        DEEDS[deed](self, acting(who), whom, right)


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
}
ENDING: Final = {
    "leave an office", "take", "take from the group", "take out of the group", "end the mandate",
}  # fmt: skip
GIVING: Final = [deed for deed in DEEDS if deed not in ENDING]

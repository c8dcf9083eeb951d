"""Sanne of De Korrel reports to the pension provider herself; Jonas of Balans Advies does it for others.

De Korrel mandates Balans in a chain, to view and edit; Hofstee Techniek has given it access in the portal,
to view. Yusuf of De Korrel may view. Vermeulen Transport stands in no contract.
"""

from dataclasses import dataclass

from joserfc.jwk import ECKey

from fuldmagt.clients.models import Client
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from tests.cast import NEW_YEAR, a_user, an_organisation, gives
from tests.oidc.party import a_party
from tests.sign_in.people import Employee, an_employee
from tests.sign_in.portal import Portal, portal

PROGRAM = ("access:evaluate", "access:search", "grants:manage")
KORREL, HOFSTEE, VERMEULEN = "nl:kvk:90000001", "nl:kvk:90000003", "nl:kvk:90000006"


@dataclass
class Story:
    portal: Portal
    korrel: Organisation
    hofstee: Organisation
    sanne: Employee
    yusuf: Employee
    jonas: Employee
    joke: Employee
    mandate: Mandate
    grant: Grant


def story(key: ECKey, url: str) -> Story:
    world = portal()
    korrel = a_company("Bakkerij De Korrel", KORREL)
    hofstee = a_company("Hofstee Techniek", HOFSTEE)
    vermeulen = a_company("Vermeulen Transport", VERMEULEN)
    world.service.keeps_customers = True
    world.service.save()
    world.service.customers.set([korrel, hofstee])
    sanne, yusuf, joke = (
        a_user(korrel, "Sanne Dekker"), a_user(korrel, "Yusuf Arslan"), a_user(vermeulen, "Joke Vermeulen"),
    )  # fmt: skip
    a_user(korrel, "Henk Visser", Role.RIGHTS_ADMINISTRATOR, Role.MANDATE_MANAGER)
    gives(sanne, world.edit)
    gives(yusuf, world.view)
    gives(joke, world.edit)
    a_party(
        "employer-portal",
        name="Werkgeversportaal",
        provider="pension",
        services=("portal",),
        authentication=Client.Authentication.PRIVATE_KEY_JWT,
        scopes=("openid", "profile", "organisation", "portal", *PROGRAM),
        redirect_uris=(f"{url}/login/callback", f"{url}/adviser/given"),
        post_logout_redirect_uris=(f"{url}/",),
    )
    own = {"keys": [key.as_dict(private=False) | {"use": "sig", "alg": "ES256"}]}
    Client.objects.filter(ref="employer-portal").update(jwks=own)
    return Story(
        world, korrel, hofstee, *(an_employee(each) for each in (sanne, yusuf, world.jonas, joke)),
        mandate=a_chain(world, korrel), grant=a_grant(world, hofstee),
    )  # fmt: skip


def a_company(name: str, ref: str) -> Organisation:
    return an_organisation(name, ref=ref, category=Category.COMPANY, country="NL")


def a_chain(world: Portal, giver: Organisation) -> Mandate:
    """The giver mandates Balans to view and edit, and Jonas acts by it."""
    mandate = Mandate.objects.create(
        ref=dice.reference(), giver=giver, receiver=world.balans, accepted=True, starts_at=NEW_YEAR
    )
    mandate.rights.add(world.edit)
    _assigned(world, world.jonas, giver, mandate)
    return mandate


def a_grant(world: Portal, giver: Organisation) -> Grant:
    """The giver lets Balans view, whom the provider recognises; Jonas has the right at home."""
    record = {"starts_at": NEW_YEAR}
    provider = world.service.provider
    Adviser.objects.create(ref=dice.reference(), provider=provider, organisation=world.balans, **record)
    _assigned(world, world.jonas, world.balans, None)
    return Grant.objects.create(
        ref=dice.reference(),
        giver=giver,
        receiver=world.balans,
        right=world.view,
        confirmed=True,
        **record,
    )


def _assigned(world: Portal, user: BusinessUser, organisation: Organisation, mandate: Mandate | None) -> None:
    Assignment.objects.create(
        ref=dice.reference(),
        user=user,
        right=world.edit,
        organisation=organisation,
        mandate=mandate,
        starts_at=NEW_YEAR,
    )

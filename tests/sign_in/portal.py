"""Jonas of Balans Advies acts for bakeries and boatyards in an employer portal."""

from dataclasses import dataclass, field

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import OrganisationState, Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category, DataClass
from tests import cast

CLIENTS = (
    "Bakkerij De Korrel",
    "Atelier Vogelvlucht",
    "Boomkwekerij Lindenhof",
    "Drukkerij Het Zetsel",
    "Fietsenmaker Spaak",
    "Garage Noord",
    "Hoveniersbedrijf Groen",
    "IJssalon Venezia",
    "Rederij Zilvermeeuw",
)


@dataclass
class Portal:
    service: Service
    view: Right
    edit: Right
    balans: Organisation
    jonas: BusinessUser
    femke: BusinessUser
    clients: dict[str, Organisation] = field(default_factory=dict)


def portal() -> Portal:
    """Jonas may view at home; Femke gives the rights there."""
    provider = Provider.objects.create(
        ref="pension",
        name="Pensioenfonds Voorbeeld",
        sector="insurance",
        state=Provider.State.ADMITTED,
        contact_name="Willem Contact",
        contact_email="relatie@pension.example",
    )
    service = Service.objects.create(
        ref="portal",
        provider=provider,
        name="Werkgeversportaal",
        data_class=DataClass.CONFIDENTIAL,
        accepts_chains=True,
        accepts_grants=True,
        means=["passkey", "code_display", "chip"],
    )
    view = Right.objects.create(
        ref="portal:view", service=service, name="Bekijken", assurance="substantial", place=2
    )
    edit = Right.objects.create(
        ref="portal:edit", service=service, name="Bekijken en wijzigen", assurance="substantial", place=1
    )
    edit.implies.add(view)
    balans = cast.an_organisation(
        "Balans Advies", ref="nl:kvk:90000002", category=Category.ADVISER, country="NL"
    )
    femke = cast.a_user(balans, "Femke Aldenkamp", Role.RIGHTS_ADMINISTRATOR, Role.USER_ADMINISTRATOR)
    return Portal(service, view, edit, balans, cast.a_user(balans, "Jonas de Wit"), femke)


def a_client(world: Portal, name: str, *, right: Right | None = None, assigned: bool = True) -> Organisation:
    """An organisation that mandates Balans, which lets Jonas act for it."""
    right = right or world.view
    number = 90000010 + len(world.clients)
    giver = cast.an_organisation(
        name,
        ref=f"nl:kvk:{number}",
        category=Category.COMPANY,
        state=OrganisationState.REPRESENTED,
        country="NL",
    )
    mandate = Mandate.objects.create(
        ref=dice.reference(), giver=giver, receiver=world.balans, accepted=True, starts_at=cast.NEW_YEAR
    )
    mandate.rights.add(right)
    if assigned:
        Assignment.objects.create(
            ref=dice.reference(),
            user=world.jonas,
            right=right,
            organisation=giver,
            mandate=mandate,
            starts_at=cast.NEW_YEAR,
        )
    world.clients[name] = giver
    return giver

"""De Korrel, a bakery, and Balans Advies, its adviser; and a portal that takes chain mandates."""

from dataclasses import dataclass

from django.test import Client

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.categories import Category
from tests.cast import a_user, an_organisation, log_in

MANAGER = Role.MANDATE_MANAGER
VIEW, EDIT, TAX = "portal:view", "portal:edit", "portal:tax"


@dataclass(frozen=True, slots=True)
class Street:
    korrel: Organisation
    balans: Organisation
    sanne: BusinessUser  # manages the mandates of De Korrel
    femke: BusinessUser  # those of Balans Advies
    jonas: BusinessUser  # works there
    yusuf: BusinessUser
    service: Service


def street() -> Street:
    provider = Provider.objects.create(
        ref="pensioen", name="Pensioenhuis", sector="private", state=Provider.State.ADMITTED
    )
    service = Service.objects.create(
        ref="portal", provider=provider, name="Werkgeversportaal", accepts_chains=True,
        data_class="ordinary", means=["passkey", "app"],
    )  # fmt: skip
    view = a_right(service, "view", "View")
    edit = a_right(service, "edit", "Edit")
    edit.implies.add(view)
    a_right(service, "tax", "Tax", Category.ADVISER)
    korrel = an_organisation(
        "Bakkerij De Korrel", ref="nl:kvk:90000001", category=Category.COMPANY, country="NL"
    )
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000002", category=Category.ADVISER, country="NL")
    return Street(
        korrel=korrel,
        balans=balans,
        sanne=a_user(korrel, "Sanne Dekker", MANAGER, language="nl"),
        femke=a_user(balans, "Femke Aldenkamp", MANAGER, language="nl"),
        jonas=a_user(balans, "Jonas Wit"),
        yusuf=a_user(balans, "Yusuf Demirbloem"),
        service=service,
    )


def a_right(service: Service, word: str, name: str, *categories: Category) -> Right:
    return Right.objects.create(
        ref=f"{service.ref}:{word}",
        service=service,
        name=name,
        assurance="substantial",
        categories=[each.value for each in categories],
    )


def at_a_desk(user: BusinessUser, language: str = "en") -> Client:
    return log_in(Client(headers={"accept-language": language}), user)

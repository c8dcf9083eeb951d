"""Inger of Arbejdsmarkedets Erhvervssikring, who looks after Se Sag, and what she writes into forms."""

from datetime import date

from django.test import Client

from fuldmagt.catalogue.models import Provider
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from tests.administration.pages import field
from tests.cast import a_user, an_organisation, log_in

AES = "dk:cvr:20000058"
MEANS = "/provider/services/se-sag/means/"
CUSTOMERS = "/provider/services/se-sag/customers/"
WHY = {
    "reason_da": "Kodeviseren kan kopieres.",
    "reason_nl": "De codelezer kan worden gekopieerd.",
    "reason_en": "The code display can be copied.",
}


def inger() -> BusinessUser:
    """The provider administrator of Se Sag's provider, which has joined."""
    aes = an_organisation("Arbejdsmarkedets Erhvervssikring", ref=AES)
    Provider.objects.filter(ref="aes").update(organisation=aes)
    return a_user(aes, "Inger Falk", Role.PROVIDER_ADMINISTRATOR)


def at_work(user: BusinessUser, language: str = "en") -> Client:
    browser = log_in(Client(), user)
    browser.cookies["fuldmagt_language"] = language
    return browser


def an_end(browser: Client, until: date, kind: str = "code_display") -> dict[str, str]:
    """The form of an end, as Inger fills it in."""
    page = browser.get(f"{MEANS}{kind}/")
    return {"until": until.isoformat(), "seen": field(page, "seen"), "save": "yes", **WHY}

"""A provider's people keep their texts right: preview, save; what decides over people stays."""

import re
from html import unescape

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from tests.cast import a_user, an_organisation, gives, log_in, nordby

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C1")]

KOMMUNAL = "se-sag:kommunal-sagsbehandler"
AES = "dk:cvr:20000058"


@pytest.fixture
def inger(client: Client, the_catalogue: object) -> Client:
    """Inger of Arbejdsmarkedets Erhvervssikring in her browser."""
    aes = an_organisation("Arbejdsmarkedets Erhvervssikring", ref=AES)
    Provider.objects.filter(ref="aes").update(organisation=aes)
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, a_user(aes, "Inger Falk", Role.PROVIDER_ADMINISTRATOR))


def fields(html: str) -> dict[str, str]:
    """The texts and the stamp of a form, as the page holds them."""
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    inputs = [
        (re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag))
        for tag in re.findall(r"<input[^>]+>", html)
    ]
    typed = {name[1]: value[1] for name, value in inputs if name and value}
    wanted = {**dict(areas), **typed}
    return {
        name: unescape(value) for name, value in wanted.items() if name.startswith(("text", "name", "seen"))
    }


def test_inger_sees_her_services_and_how_many_people_hold_rights(inger: Client) -> None:
    town = nordby()
    gives(town.anna, Right.objects.get(ref=KOMMUNAL))

    page = unescape(inger.get("/provider/").content.decode())

    assert "Se Sag" in page
    assert "sensitive data" in page
    assert "Anna" not in page
    service = unescape(inger.get("/provider/services/se-sag/").content.decode())
    assert "1 person holds it now." in service
    assert "Municipal case worker" in service


def test_a_text_is_previewed_and_saved(inger: Client) -> None:
    address = f"/provider/rights/{KOMMUNAL}/"
    form = fields(inger.get(address).content.decode())
    changed = form | {"text_en": "For the staff of a municipal job centre."}

    preview = unescape(inger.post(address, changed | {"preview": "yes"}).content.decode())
    assert "This is how it will read" in preview
    assert "Nobody holds it now." in preview
    assert Right.objects.get(ref=KOMMUNAL).texts["en"] == form["text_en"]

    after = inger.post(address, changed | {"save": "yes"}, follow=True)
    assert "are changed" in after.content.decode()
    assert Right.objects.get(ref=KOMMUNAL).texts["en"] == "For the staff of a municipal job centre."
    assert of_subject(KOMMUNAL, organisation=AES)[0].event == "catalogue.changed"


def test_what_decides_over_people_is_shown_and_cannot_be_posted(inger: Client) -> None:
    address = f"/provider/rights/{KOMMUNAL}/"
    page = unescape(inger.get(address).content.decode())
    assert "municipalities" in page
    assert "“Case worker”" in page

    forged = fields(page) | {"save": "yes", "assurance": "low", "categories": "company", "text_en": "New."}
    inger.post(address, forged)

    right = Right.objects.get(ref=KOMMUNAL)
    assert (right.assurance, right.categories, right.texts["en"]) == ("substantial", ["municipality"], "New.")


def test_all_three_languages_are_needed(inger: Client) -> None:
    address = "/provider/services/se-sag/"
    form = fields(inger.get(address).content.decode())

    answer = inger.post(address, form | {"text_nl": " ", "save": "yes"})

    assert answer.status_code == 400
    assert "Write it in all three languages." in answer.content.decode()


def test_the_second_of_two_is_told(inger: Client) -> None:
    address = "/provider/services/se-sag/"
    form = fields(inger.get(address).content.decode())
    inger.post(address, form | {"text_en": "First.", "save": "yes"})

    second = inger.post(address, form | {"text_en": "Second.", "save": "yes"})

    assert second.status_code == 409
    assert "Somebody changed this after you opened it." in second.content.decode()
    assert Service.objects.get(ref="se-sag").texts["en"] == "First."


@pytest.mark.requirement("F7")
def test_the_contact_is_changed(inger: Client) -> None:
    contact = {"name": "Se Sag-linjen", "phone": "70 20 00 59", "email": "linjen@aes.example"}

    page = unescape(inger.post("/provider/aes/contact/", contact, follow=True).content.decode())

    assert "People now reach Se Sag-linjen, 70 20 00 59, linjen@aes.example." in page
    assert Provider.objects.get(ref="aes").contact_name == "Se Sag-linjen"
    assert of_subject("aes", organisation=AES)[0].event == "provider.changed"


@pytest.mark.requirement("A5")
@pytest.mark.parametrize(
    "path",
    ["/provider/zilverdal/contact/", "/provider/services/portal/", "/provider/rights/portal:view/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_providers_pages_are_not_there(inger: Client, path: str, method: str) -> None:
    assert getattr(inger, method)(path, {"name": "Mine now", "save": "yes"}).status_code == 404
    assert Provider.objects.get(ref="zilverdal").contact_name != "Mine now"


@pytest.mark.requirement("A5")
def test_who_does_not_look_after_a_provider_cannot_open_the_pages(client: Client) -> None:
    town = nordby()
    log_in(client, town.birthe)

    assert client.get("/provider/").status_code == 403


def test_an_organisation_that_is_no_provider_is_told_so(client: Client) -> None:
    town = nordby()
    somebody: BusinessUser = a_user(town.organisation, "Kim Holt", Role.PROVIDER_ADMINISTRATOR)
    client.cookies["fuldmagt_language"] = "en"
    log_in(client, somebody)

    assert "Your organisation is not a provider yet" in client.get("/provider/").content.decode()

"""The pages about rights in a real browser: ticking, finding, keyboard, axe, phone, forgotten words."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.models import Authenticator
from fuldmagt.catalogue.models import Provider, Right, Sector
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.rules import Role
from tests.browser import (
    CONTRAST,
    PSEUDO,
    choose_box,
    inline,
    passkey,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import Nordby, a_user, an_organisation, gives, log_in, nordby
from tests.effort import has_turn

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.usefixtures("the_catalogue"),
]

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
Pages = list[tuple[str, BusinessUser, str]]
AES, DRIFT = "dk:cvr:20000058", "dk:cvr:20000066"


@pytest.fixture
def town(transactional_db: None, the_catalogue: object) -> Nordby:
    town = nordby()
    gives(town.anna, Right.objects.get(ref="indberetning:barsel-ret"))
    gives(town.anna, Right.objects.get(ref="indberetning:sygdom"))
    return town


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    """The person in their browser, logged in."""
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def address(server: LiveServer, user: BusinessUser) -> str:
    return f"{server.url}/users/{user.ref}/rights/"


def box(page: Page, right: str) -> str:
    return f'input[name="right"][value="{right}"]'


@pytest.mark.requirement("C4")
def test_a_tick_is_told_in_words_before_it_is_saved(
    desktop: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(address(live_server, town.anna))
    expect(desktop.get_by_text("Ingen ændringer.")).to_be_visible()

    unfold(desktop, "Arbejdsmarked", "Arbejdsmarkedets Erhvervssikring", "Se Sag")
    choose_box(desktop.locator(box(desktop, KOMMUNAL)))

    expect(desktop.get_by_text("1 ændring er ikke gemt.")).to_be_visible()
    expect(desktop.get_by_text("Anna får Kommunal sagsbehandler (Se Sag).")).to_be_visible()
    expect(desktop.get_by_text("Ændret: gives, når du gemmer").locator("visible=true")).to_be_visible()
    expect(desktop.locator("summary", has_text="Se Sag")).to_contain_text("1 af 2")
    picture(desktop, "rights-changed")
    desktop.get_by_role("button", name="Fortryd").click()
    expect(desktop.get_by_text("Ingen ændringer.")).to_be_visible()

    choose_box(desktop.locator(box(desktop, KOMMUNAL)))
    desktop.get_by_role("button", name="Gem rettighederne").click()
    expect(desktop.get_by_text("Anna har nu »Kommunal sagsbehandler« i Se Sag.")).to_be_visible()
    picture(desktop, "rights-saved")
    assert Assignment.objects.filter(right__ref=KOMMUNAL).count() == 1


@pytest.mark.requirement("C3")
def test_the_wrong_box_cannot_be_ticked_by_hand(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(address(live_server, town.anna))
    unfold(desktop, "Arbejdsmarked", "Arbejdsmarkedets Erhvervssikring", "Se Sag")

    wrong = desktop.locator(box(desktop, SAGSBEHANDLER))
    expect(wrong).to_be_disabled()
    expect(desktop.get_by_text("Kan ikke vælges for Anna.").first).to_be_visible()
    expect(desktop.get_by_text("Det er jeres ansvar at vælge den rigtige.").first).to_be_visible()
    described = (wrong.get_attribute("aria-describedby") or "").split()
    assert "Jobcenter Nordby" in (desktop.locator(f"#{described[1]}").text_content() or "")


@pytest.mark.requirement("C4")
def test_a_right_is_found_while_it_is_typed(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(address(live_server, town.anna))

    desktop.get_by_role("searchbox").press_sequentially("venteliste")

    expect(desktop.locator(box(desktop, "pladsanvisning:se"))).to_be_visible()
    expect(desktop.locator(box(desktop, "indberetning:sygdom"))).to_be_hidden()
    desktop.get_by_role("searchbox").fill("")
    expect(desktop.locator(box(desktop, "indberetning:sygdom"))).to_be_visible()


@pytest.mark.requirement("C4")
def test_the_tree_works_by_keyboard_alone(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(address(live_server, town.anna))

    desktop.locator(box(desktop, "indberetning:sygdom")).focus()
    desktop.keyboard.press("Space")
    expect(desktop.get_by_text("Anna mister Indberet sygdom (Indberetning).")).to_be_visible()
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_text("Anna har ikke længere »Indberet sygdom« i Indberetning.")).to_be_visible()


@pytest.mark.requirement("C4")
def test_without_scripts_it_saves_all_the_same(
    scriptless: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(scriptless, live_server, town.mette)
    scriptless.goto(f"{address(live_server, town.anna)}?find=kommunal")

    choose_box(scriptless.locator(box(scriptless, KOMMUNAL)))
    scriptless.get_by_role("button", name="Gem rettighederne").click()

    expect(scriptless.get_by_text("Anna har nu »Kommunal sagsbehandler« i Se Sag.")).to_be_visible()


@pytest.mark.requirement("F1")
def test_a_person_adds_a_passkey_of_their_own(
    desktop: Page, live_server: LiveServer, settings: Settings, town: Nordby
) -> None:
    settings.BASE_URL = live_server.url.replace("127.0.0.1", "localhost")
    live = settings.BASE_URL
    key = log_in(Client(), town.anna).cookies["fuldmagt_session"].value
    desktop.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": live}])
    passkey(desktop)
    desktop.goto(f"{live}/mine/means/passkey/")
    desktop.get_by_label("Hvad kalder du det?").fill("Min telefon")

    desktop.get_by_role("button", name="Lav adgangsnøglen").click()

    expect(desktop.get_by_text("Adgangsnøglen er tilføjet.")).to_be_visible()
    expect(desktop.get_by_text("Min telefon").first).to_be_visible()
    assert Authenticator.objects.filter(person=town.anna.person, name="Min telefon").count() == 1


@pytest.fixture
def pages(live_server: LiveServer, settings: Settings, town: Nordby) -> Pages:
    """Every page of this area: its name, who opens it, its address."""
    settings.OPERATOR = DRIFT
    aes = an_organisation("Arbejdsmarkedets Erhvervssikring", ref=AES)
    Provider.objects.filter(ref="aes").update(organisation=aes)
    Provider.objects.filter(ref="laering").update(state="proposed", number="dk:cvr:20000031")
    inger = a_user(aes, "Inger Falk", Role.PROVIDER_ADMINISTRATOR)
    rasmus = a_user(an_organisation("Fuldmagt Drift", ref=DRIFT), "Rasmus Lind", Role.PLATFORM_OPERATOR)
    own = Authenticator.objects.get(person=town.anna.person)
    anna, mette = town.anna, town.mette
    why = f"/why/?user={anna.ref}&organisation={anna.organisation.ref}"
    return [
        ("rights", mette, f"/users/{anna.ref}/rights/"),
        ("rights-found", mette, f"/users/{anna.ref}/rights/?find=sag"),
        ("rights-not-found", mette, f"/users/{anna.ref}/rights/?find=zebra"),
        ("why-who", mette, "/why/"),
        ("why-what", mette, f"/why/?user={anna.ref}"),
        ("why-no", mette, f"{why}&right={SAGSBEHANDLER}&level=low&means=chip"),
        ("why-yes", mette, f"{why}&right=indberetning:barsel-se"),
        ("why-if", mette, f"{why}&right=indberetning:barsel-se&at=2099-01-01T12:00"),
        ("mine", anna, "/mine/"),
        ("mine-rename", anna, f"/mine/means/{own.ref}/name/"),
        ("mine-remove", anna, f"/mine/means/{own.ref}/remove/"),
        ("mine-passkey", anna, "/mine/means/passkey/"),
        ("joined", anna, "/joined/"),
        ("provider", inger, "/provider/"),
        ("provider-contact", inger, "/provider/aes/contact/"),
        ("provider-service", inger, "/provider/services/se-sag/"),
        ("provider-right", inger, f"/provider/rights/{KOMMUNAL}/"),
        ("operator", rasmus, "/operator/"),
        ("operator-propose", rasmus, "/operator/propose/"),
        ("operator-provider", rasmus, "/operator/providers/laering/"),
        ("operator-organisations", rasmus, "/operator/organisations/"),
        ("operator-clients", rasmus, "/operator/clients/"),
    ]


def test_axe_finds_nothing_and_nothing_is_inline(
    desktop: Page, live_server: LiveServer, pages: Pages
) -> None:
    for name, who, path in pages:
        enter(desktop, live_server, who)
        desktop.goto(live_server.url + path)
        picture(desktop, name)
        assert violations(desktop) == [], name
        assert inline(desktop) == [], name


@pytest.mark.soak
def test_every_page_fits_a_phone(phone: Page, live_server: LiveServer, pages: Pages) -> None:
    for place, (name, who, path) in enumerate(pages):
        enter(phone, live_server, who, "nl")
        phone.goto(live_server.url + path)
        picture(phone, f"{name}-phone")
        assert not wider_than_the_window(phone), name
        if has_turn(place, of=3):
            assert violations(phone, but=CONTRAST) == [], name


@pytest.mark.requirement("X7")
@pytest.mark.usefixtures("pseudo")
def test_no_word_was_forgotten(desktop: Page, live_server: LiveServer, pages: Pages) -> None:
    data = list(words_of_the_data())
    for name, who, path in pages:
        enter(desktop, live_server, who, PSEUDO)
        desktop.goto(live_server.url + path)
        assert untranslated(desktop, data) == [], name


def words_of_the_data() -> Iterator[str]:
    """Names and texts that stand in the database, not in the source."""
    for model, fields in (
        (Provider, ("name", "ref", "number", "contact_name")),
        (Organisation, ("name", "ref")),
        (Department, ("name",)),
        (BusinessUser, ("name", "user_id")),
    ):
        for row in model._default_manager.values_list(*fields):
            yield from (value for value in row if value)
    for right in Right.objects.select_related("service"):
        yield from (right.ref, right.service.ref, right.service.name)
        yield from (*right.names.values(), *right.texts.values(), *right.service.texts.values())
    for sector in Sector.objects.all():
        yield from sector.names.values()


def unfold(page: Page, *names: str) -> None:
    """Open the branches of the tree, one below the other."""
    for name in names:
        branch = page.locator("summary", has_text=name).first
        if branch.evaluate("one => !one.parentElement.open"):
            branch.click()

"""The pages of a login in a real browser: on every screen, for every reader, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Remedy
from tests import cast
from tests.browser import CONTRAST, NARROW, PSEUDO, WIDE, follow, picture, speak, untranslated, violations
from tests.browser import wider_than_the_window as too_wide
from tests.by_hand import changed
from tests.oidc.party import a_party
from tests.sign_in.people import an_employee
from tests.sign_in.portal import CLIENTS, a_client, portal
from tests.sign_in.walks import Walk, anna_at

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [
    "Anna Holmstrup",
    "Nordby Kommune",
    "Jobcenter Nordby",
    "Arbejdsmarkedets Erhvervssikring",
    "Se Sag",
    "Mette Lundager",
    "Birthe Nordahl",
    "anna.holmstrup.nordby",
    "Jonas de Wit",
    "Balans Advies",
    "Werkgeversportaal",
    "Pensioenfonds Voorbeeld",
    "Bekijken en wijzigen",
    "Bekijken",
    "Kommunal sagsbehandler",
    "jonas.de.wit.balans",
    "MitID",
    "Femke Aldenkamp",
    "nl:kvk",
    "dk:cvr",
    "se-sag:kommunal-sagsbehandler",
    *Reason,
    *Remedy,
    *CLIENTS,
]


@pytest.fixture(autouse=True)
def here(settings: Settings, live_server: LiveServer) -> None:
    """The platform is where the browser finds it, so that passkeys are made for this very address."""
    settings.BASE_URL = live_server.url


@pytest.fixture
def anna(desktop: Page, live_server: LiveServer) -> Walk:
    return anna_at(desktop, live_server)


@pytest.fixture
def jonas(desktop: Page, live_server: LiveServer) -> Walk:
    world = portal()
    cast.gives(world.jonas, world.edit)
    for name in CLIENTS:
        a_client(world, name)
    party = a_party("portal", provider="pension", services=("portal",))
    walk = Walk(desktop, live_server.url, party, an_employee(world.jonas))
    walk.comes(scope="openid portal")
    walk.logs_in()
    return walk


def look_at(walk: Walk, name: str) -> None:
    """Everybody can read the page, on a desk and on a phone, light and dark."""
    page = walk.page
    for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # two words
        page.set_viewport_size(size)
        found = violations(
            page, only=CONTRAST if scheme == "dark" else "", but=CONTRAST if size == NARROW else ""
        )
        assert found == [], f"{name}, {scheme}, {size}"
        assert not too_wide(page), f"{name}, {size}"
        picture(page, f"sign-in-{name}-{scheme}-{size['width']}")
    page.set_viewport_size(WIDE)


def codes_of(sign_in: SignIn) -> list[str]:
    """What the folded details say to those who know the words of the law."""
    evidence = [word for pair in sign_in.nearest_way.get("evidence", []) for word in pair]
    return [sign_in.reference, sign_in.nearest_way.get("way", ""), *evidence]


def before_the_login(walk: Walk) -> None:
    walk.comes()
    look_at(walk, "user-id")
    follow(walk.page.locator("main button.button-primary"))
    look_at(walk, "user-id-missing")
    walk.page.fill("input[name=user_id]", walk.who.user.user_id or "")
    follow(walk.page.locator("main button.button-primary"))
    walk.page.click("summary")
    look_at(walk, "means")
    follow(walk.page.locator("a.fm-choice[href$='/passkey']"))
    look_at(walk, "passkey")
    walk.page.go_back()
    follow(walk.page.locator("a.fm-choice[href$='/code']"))
    walk.page.fill("input[name=pin]", "000000")
    walk.page.fill("input[name=code]", "000000")
    follow(walk.page.locator("main button.button-primary"))
    look_at(walk, "code-wrong")


def the_refusal(walk: Walk) -> None:
    Assignment.objects.update(state="revoked")
    changed()
    walk.comes()
    walk.logs_in()
    walk.page.click("summary.details-summary")
    look_at(walk, "refused")
    reference = SignIn.objects.latest("pk").reference
    walk.page.goto(f"{walk.server}/events/refused?reference={reference}")


def around_the_login(walk: Walk) -> None:
    for name, path in (
        ("forgotten-user-id", "/forgotten/user-id"),
        ("user-id-sent", "/forgotten/user-id/sent"),
        ("forgotten-pin", "/forgotten/pin"),
        ("left", "/log-off/done"),
        ("cancelled", "/log-in/cancelled"),
        ("over", "/sign-in/nowhere/"),
        ("mistaken", "/oidc/authorize?client_id=nobody"),
    ):
        walk.page.goto(walk.server + path)
        look_at(walk, name)


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    "part", [before_the_login, the_refusal, around_the_login], ids=lambda part: part.__name__
)
def test_everybody_can_read_the_pages(anna: Walk, part: Callable[[Walk], None]) -> None:
    part(anna)


def test_everybody_can_choose_an_organisation(jonas: Walk) -> None:
    assert jonas.page.url.endswith("/organisation")
    look_at(jonas, "organisation")
    jonas.page.goto(jonas.page.url.replace("/organisation", "/missing"))
    look_at(jonas, "missing")
    jonas.page.fill("input[name=number]", "90000002")
    jonas.comes(scope="openid portal", prompt="select_account")
    look_at(jonas, "account")
    jonas.page.goto(f"{jonas.server}/log-off")
    look_at(jonas, "out")


def test_a_login_that_took_too_long_can_be_read(anna: Walk) -> None:
    anna.comes()
    SignIn.objects.update(expires_at=cast.NEW_YEAR)
    anna.page.reload()
    look_at(anna, "timed-out")


def test_an_administrator_can_read_what_a_colleague_saw(anna: Walk) -> None:
    Assignment.objects.update(state="revoked")
    changed()
    anna.comes()
    anna.logs_in()
    reference = SignIn.objects.latest("pk").reference
    anna.page.context.clear_cookies()
    mette = an_employee(BusinessUser.objects.get(name="Mette Lundager"))
    walk = Walk(anna.page, anna.server, anna.party, mette)
    walk.page.goto(f"{walk.server}/log-in?next=/events/refused")
    walk.logs_in()
    look_at(walk, "look-up")
    walk.page.fill("input[name=reference]", f"R-{reference.upper()}")
    follow(walk.page.locator("main form button.button-primary"))
    walk.page.click("summary.details-summary")
    look_at(walk, "looked-up")
    assert "Anna Holmstrup" in walk.page.inner_text("h1")


@pytest.mark.requirement("X7")
def test_no_text_is_left_in_another_language(anna: Walk, pseudo: None) -> None:
    seen = []

    def read(walk: Walk, name: str) -> None:
        seen.append(name)
        walk.page.wait_for_load_state()
        known = [*NAMES, *codes_of(SignIn.objects.latest("pk"))]
        assert untranslated(walk.page, [*known, *(each.upper() for each in known)]) == [], name

    speak(anna.page, anna.server, PSEUDO)
    anna.comes()
    read(anna, "user-id")
    follow(anna.page.locator("main button.button-primary"))
    read(anna, "user-id-missing")
    anna.page.fill("input[name=user_id]", anna.who.user.user_id or "")
    follow(anna.page.locator("main button.button-primary"))
    anna.page.click("summary")
    read(anna, "means")
    follow(anna.page.locator("a.fm-choice[href$='/passkey']"))
    read(anna, "passkey")
    anna.page.go_back()
    follow(anna.page.locator("a.fm-choice[href$='/code']"))
    read(anna, "code")
    Assignment.objects.update(state="revoked")
    changed()
    anna.page.fill("input[name=pin]", anna.who.pin)
    anna.page.fill("input[name=code]", anna.who.code(clock.now()))
    follow(anna.page.locator("main button.button-primary"))
    read(anna, "refused")
    for path in ("/forgotten/user-id", "/forgotten/user-id/sent", "/forgotten/pin", "/log-off/done"):
        anna.page.goto(anna.server + path)
        read(anna, path)
    assert len(seen) == 10


@pytest.mark.requirement("X7")
def test_no_text_of_choosing_or_of_the_end_is_left_in_another_language(jonas: Walk, pseudo: None) -> None:
    speak(jonas.page, jonas.server, PSEUDO)
    chooses = jonas.page.url
    left: dict[str, list[str]] = {}

    def read(name: str) -> None:
        if found := untranslated(jonas.page, [*NAMES, *codes_of(SignIn.objects.latest("pk"))]):
            left[name] = found

    for name, address in (
        ("organisation", chooses),
        ("missing", chooses.replace("/organisation", "/missing")),
    ):
        jonas.page.goto(address)
        read(name)
    jonas.comes(scope="openid portal", prompt="select_account")
    read("account")
    jonas.page.goto(f"{jonas.server}/log-off")
    read("out")
    jonas.comes(scope="openid portal")
    SignIn.objects.update(expires_at=cast.NEW_YEAR)
    jonas.page.reload()
    read("timed-out")
    assert left == {}

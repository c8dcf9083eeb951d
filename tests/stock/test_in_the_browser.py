"""Things as people see them: a chip from the activation to the login, the stock and an order's pages."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.queries import means_of
from fuldmagt.authenticators.stock import actions as stock
from fuldmagt.authenticators.stock.rules import Misfit
from fuldmagt.onboarding.creation.actions import create
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from tests import cast
from tests.browser import (
    PSEUDO,
    follow,
    inline,
    passkey,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import Nordby, acting
from tests.effort import has_turn
from tests.enrolment.conftest import code_sent_to, eid, last_mail, link_in, running_eid
from tests.enrolment.provider import Citizen, NationalEid
from tests.stock import rfc6030 as rfc
from tests.stock.conftest import in_use, ordered, stocked

__all__ = ["eid", "running_eid"]  # fixtures of the enrolment

pytestmark = pytest.mark.django_db(transaction=True)

PETRA = Citizen("Petra Lund", born="1988-04-12", number="1204880002", level="High")
SERIALS = [f"AR-{number:03}" for number in range(18)]
DATA = [
    "Nordby Kommune", "Anna Holmstrup", "Birthe Nordahl", "Mette Lundager", "Manufacturer",
    "tokens.xml", "CHIP-1", "A-1",
    "anna.holmstrup.nordby", "Jobcenter Nordby", "Dansk", "Nederlands", "English", "Petra Lund", "MitID",
    "petra.lund.nordby", "petra.lund", "petral.nordby", *SERIALS,
]  # fmt: skip


def judged(page: Page, name: str) -> None:
    picture(page, f"things-{name}")
    assert violations(page) == [], name
    assert inline(page) == [], name
    assert not wider_than_the_window(page), name


@pytest.fixture
def town(live_server: LiveServer, settings: Settings) -> Nordby:
    settings.BASE_URL = live_server.url
    return cast.nordby()


def created(town: Nordby, means: Means) -> BusinessUser:
    new = NewUser(
        name=PETRA.name,
        email="petra@nordby.example",
        birth_date=date(1988, 4, 12),
        national_number=PETRA.number,
        language="en",
    )
    invited = create(new, means=means, by=acting(town.mette), at=clock.now())
    assert isinstance(invited, Invited), invited
    return invited.user


def goes_as_far_as_the_means(page: Page, server: LiveServer) -> None:
    page.goto(server.url + link_in(last_mail("petra@nordby.example")))
    page.get_by_role("button", name="Go to MitID").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose your user id")
    follow(page.get_by_role("button", name="petra.lund", exact=True))
    page.get_by_label("Phone number").fill("20 12 34 56")
    follow(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("Code from the text message").fill(code_sent_to("+4520123456"))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose how you log in")


@pytest.mark.requirement("B6", "B13")
def test_a_chip_from_the_activation_to_the_first_login(
    desktop: Page, live_server: LiveServer, town: Nordby, eid: NationalEid
) -> None:
    eid.at_the_door = PETRA
    user = created(town, Means.CHIP)
    passkey(desktop, transport="usb")
    goes_as_far_as_the_means(desktop, live_server)
    follow(desktop.get_by_role("link", name="A chip"))
    judged(desktop, "activation-chip")
    desktop.get_by_role("button", name="Register the chip").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Your work login is ready")
    assert means_of(BusinessUser.objects.get(pk=user.pk)) == {Means.CHIP}

    speak(desktop, live_server.url, "en")
    desktop.goto(f"{live_server.url}/log-in?next=/mine/")
    desktop.fill("input[name=user_id]", "petra.lund")
    follow(desktop.locator("main button.button-primary"))
    follow(desktop.locator("a.fm-choice[href$='/chip']"))
    judged(desktop, "login-chip")
    desktop.get_by_role("button", name="Use the chip").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("My rights and means")
    assert (SignIn.objects.get().means, SignIn.objects.get().level) == ("chip", "high")


@pytest.mark.requirement("B6")
def test_the_part_of_a_device_is_no_chip(
    desktop: Page, live_server: LiveServer, town: Nordby, eid: NationalEid
) -> None:
    eid.at_the_door = PETRA
    created(town, Means.CHIP)
    passkey(desktop, verified=False, transport="usb")
    goes_as_far_as_the_means(desktop, live_server)
    follow(desktop.get_by_role("link", name="A chip"))
    desktop.get_by_role("button", name="Register the chip").click()

    expect(desktop.get_by_role("status")).to_contain_text("No chip was registered")
    judged(desktop, "activation-no-chip")


@pytest.mark.requirement("B6")
def test_the_secret_of_an_app_is_read_aloud_where_there_is_a_voice(
    phone: Page, live_server: LiveServer, town: Nordby, eid: NationalEid
) -> None:
    eid.at_the_door = PETRA
    created(town, Means.CODE_READER)
    phone.add_init_script(VOICE)
    goes_as_far_as_the_means(phone, live_server)
    follow(phone.get_by_role("link", name="An audio code reader"))
    judged(phone, "activation-reader-phone")
    phone.get_by_role("button", name="Read the secret aloud").click()

    said = phone.evaluate("window.said")
    shown = "".join(phone.locator("[data-spelled] li").all_text_contents()).replace(" ", "")
    assert "".join(said).replace(", ", "").replace(".", "") == shown
    assert len(shown) == 32


VOICE = """
window.said = [];
const voice = {speak: (one) => window.said.push(one.text), cancel() {}};
Object.defineProperty(window, "speechSynthesis", {value: voice});
"""


def pages(town: Nordby) -> Iterator[tuple[str, BusinessUser, str]]:
    """Every page of things, with somebody who may open it."""
    anna, mette = town.anna, town.mette
    yield "stock-empty", mette, "/stock/"
    yield "stock-new", mette, "/stock/new/"
    stocked(town, *SERIALS)
    yield "stock", mette, "/stock/"
    yield "stock-nothing", mette, "/stock/?q=zebra"
    data = rfc.container(rfc.package("B-1"), rfc.package("AR-001"))
    file = stock.read(
        data, key="", kind=Means.CODE_READER, file_name="tokens.xml", by=acting(mette), at=clock.now()
    )
    assert not isinstance(file, Refusal | Misfit)
    yield "stock-faulty", mette, f"/stock/files/{file.ref}/"
    used = in_use(town, anna)
    yield "order-in-use", mette, f"/orders/{used.ref}/"
    yield "order-block", mette, f"/orders/{used.ref}/moves/block/"
    yield "order-return", mette, f"/orders/{used.ref}/moves/return/"
    new = ordered(town, anna)
    yield "order-new", mette, f"/orders/{new.ref}/"
    yield "order-assign", mette, f"/orders/{new.ref}/assign/"
    yield "order-assign-nothing", mette, f"/orders/{new.ref}/assign/?q=zebra"
    orders.set_aside(new.ref, "AR-002", by=acting(mette), at=clock.now())
    yield "order-send", mette, f"/orders/{new.ref}/moves/send/"
    chip = ordered(town, anna, Means.CHIP)
    yield "order-chip", mette, f"/orders/{chip.ref}/assign/"
    yield "user-means", mette, f"/users/{anna.ref}/means/"
    yield "user-orders", mette, f"/users/{anna.ref}/orders/"
    yield "orders", mette, "/organisation/orders/"
    yield "mine", anna, "/mine/"
    yield "take", anna, f"/mine/orders/{new.ref}/take/"
    yield "chip", anna, "/mine/means/chip/"


def enter(page: Page, server: LiveServer, user: BusinessUser) -> None:
    key = cast.log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])


@pytest.mark.requirement("B6", "C6")
def test_every_page_can_be_used_on_a_phone_by_everybody(
    phone: Page, live_server: LiveServer, town: Nordby
) -> None:
    for name, who, path in pages(town):
        enter(phone, live_server, who)
        phone.goto(live_server.url + path)
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        judged(phone, name)


@pytest.mark.soak
@pytest.mark.requirement("X7")
def test_nothing_is_left_in_english_alone(
    desktop: Page, live_server: LiveServer, town: Nordby, pseudo: None
) -> None:
    speak(desktop, live_server.url, PSEUDO)
    left = {}
    for place, (name, who, path) in enumerate(pages(town)):
        enter(desktop, live_server, who)
        desktop.goto(live_server.url + path)
        if found := untranslated(desktop, DATA):
            left[name] = found
        assert not wider_than_the_window(desktop), name
        if has_turn(place, of=3):
            judged(desktop, f"{name}-wide")
    assert left == {}


@pytest.mark.requirement("B6")
def test_a_reader_is_chosen_and_sent_without_scripts(
    scriptless: Page, live_server: LiveServer, town: Nordby
) -> None:
    stocked(town, "AR-001")
    order = ordered(town, town.anna)
    enter(scriptless, live_server, town.mette)
    speak(scriptless, live_server.url, "en")
    scriptless.goto(f"{live_server.url}/orders/{order.ref}/")
    follow(scriptless.get_by_role("link", name="Choose the device"))
    follow(scriptless.get_by_role("button", name=re.compile("Set it aside.*AR-001")))
    follow(scriptless.get_by_role("link", name="Mark it as sent"))
    follow(scriptless.get_by_role("button", name="Mark it as sent"))

    expect(scriptless.get_by_text("Sent, not yet in use")).to_be_visible()

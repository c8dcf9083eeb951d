"""An employee with a national number begins by a thing, and logs in by it (B6, B13)."""

import re
from typing import Any

import pyotp
import pytest

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.rules import UserState
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests.administration.pages import field, heading, words
from tests.authenticators.device import Device
from tests.cast import nordby
from tests.enrolment.diana import DIANA, PIN, Story, created_by_mette
from tests.enrolment.provider import NationalEid
from tests.stock.conftest import COUNTING, at_a_desk, stocked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NUMBER = "0808900014"
ENGLISH = {"accept-language": "en"}


def at_the_means(eid: NationalEid, means: Means, town: Any = None) -> Story:
    """Diana has come as far as the means that Mette chose."""
    story = created_by_mette(eid, means, at=town, national_number="080890-0014")
    story.employee.shows_the_eid(DIANA.but(number=NUMBER, level="High"))
    story.does(Stage.NAMED)
    story.does(Stage.PHONED)
    return story


def page_of_the_login(story: Story, page: str) -> str:
    """Diana asks for her own pages, types her user id and chooses the way."""
    browser = story.employee.browser
    front = browser.get("/log-in")["Location"]
    browser.post(f"{front}user-id", {"user_id": "diana.petrescu"})
    assert f"{front}{page}" in browser.get(f"{front}means").content.decode()
    return f"{front}{page}"


@pytest.mark.requirement("B6", "B13")
def test_by_a_reader_that_was_handed_out(eid: NationalEid) -> None:
    town = nordby()
    stocked(town, "A-1")
    story = at_the_means(eid, Means.CODE_READER, town)
    mette = at_a_desk(town.mette)
    mette.post(f"/users/{story.user.ref}/means/order/", {"kind": "code_reader"})
    order = MeansOrder.objects.get()
    mette.post(f"/orders/{order.ref}/assign/", {"serial": "A-1"})

    done = story.employee.types("means/reader", serial="A-1", pin=PIN, pin_again=PIN, code=COUNTING.code(0))

    assert heading(done).endswith("Your work login is ready")
    assert (story.now.state, means_of(story.now)) == (UserState.ACTIVE, {Means.CODE_READER})
    order.refresh_from_db()
    assert order.state == OrderState.ACTIVATED
    page = page_of_the_login(story, "code-reader")
    wrong = story.employee.browser.post(page, {"pin": PIN, "code": "00000000"}, headers=ENGLISH)
    assert "User id, PIN and digits do not belong together." in words(wrong)
    assert story.employee.browser.post(page, {"pin": PIN, "code": COUNTING.code(1)}).status_code == 303
    assert SignIn.objects.get().means == "code_reader"


@pytest.mark.requirement("B6")
def test_by_an_app_with_a_voice(eid: NationalEid) -> None:
    story = at_the_means(eid, Means.CODE_READER)
    page = story.employee.browser.get(f"{story.employee.link}means/reader/").content.decode()
    spelled = re.findall(r"<li>((?:[A-Z2-7] ){3}[A-Z2-7])</li>", page)
    secret = "".join(spelled).replace(" ", "")
    assert len(secret) == 32

    code = pyotp.TOTP(secret).at(clock.now())
    done = story.employee.types("means/reader", pin=PIN, pin_again=PIN, code=code)

    assert heading(done).endswith("Your work login is ready")
    assert means_of(story.now) == {Means.CODE_READER}


@pytest.mark.requirement("B6", "B13")
def test_by_a_chip(eid: NationalEid) -> None:
    story = at_the_means(eid, Means.CHIP)
    browser, chip = story.employee.browser, Device(attachment="cross-platform")
    page = browser.get(f"{story.employee.link}means/chip/")

    done = story.employee.types(
        "means/chip", ceremony=field(page, "ceremony"), response=chip.makes(options_on(page))
    )

    assert heading(done).endswith("Your work login is ready")
    assert means_of(story.now) == {Means.CHIP}
    way = page_of_the_login(story, "chip")
    asked = browser.get(way)
    typed = {"ceremony": field(asked, "ceremony"), "response": chip.answers(options_on(asked))}
    assert browser.post(way, typed).status_code == 303
    login = SignIn.objects.get()
    assert (login.means, login.level) == ("chip", "high")


@pytest.mark.requirement("B6")
def test_a_chip_of_the_phone_itself_is_refused_at_the_activation(eid: NationalEid) -> None:
    story = at_the_means(eid, Means.CHIP)
    page = story.employee.browser.get(f"{story.employee.link}means/chip/")

    refused = story.employee.types(
        "means/chip",
        ceremony=field(page, "ceremony"),
        response=Device(attachment="platform").makes(options_on(page)),
    )

    assert "This is no chip: it lies in the device itself, or its key can be copied." in words(refused)
    assert story.now.state == UserState.IDENTITY_CONFIRMED


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("kind", ["code_reader", "chip", "code_display"])
def test_before_the_activation_only_what_was_chosen_is_ordered(eid: NationalEid, kind: str) -> None:
    town = nordby()
    story = created_by_mette(eid, Means.CODE_READER, at=town)

    answer = at_a_desk(town.mette).post(f"/users/{story.user.ref}/means/order/", {"kind": kind})

    assert (answer.status_code == 302) == (kind == "code_reader")
    assert MeansOrder.objects.exists() == (kind == "code_reader")


def test_the_other_kinds_are_closed_at_the_activation(eid: NationalEid) -> None:
    story = at_the_means(eid, Means.PASSKEY)

    for page in ("reader", "chip"):
        shown = story.employee.browser.get(f"{story.employee.link}means/{page}/")
        assert (shown.status_code, "Another means of login was chosen for you" in words(shown)) == (403, True)


def options_on(page: Any) -> str:
    """The options of the ceremony, as the page's script reads them."""
    found = re.search(r'data-options="([^"]*)"', page.content.decode())
    assert found is not None
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")

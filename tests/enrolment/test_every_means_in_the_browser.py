"""A foreign employee who has a national number, from the invitation to Se Sag by each means but the app.

The activation is left at every step and gone on with by the mail, the login at a service ends with the
service's answer. (By the app: tests/app/test_foreign_employee.py.)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyotp
import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.creation.actions import create
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests import cast
from tests.browser import follow, passkey, speak
from tests.cast import Nordby, acting
from tests.enrolment.conftest import code_sent_to, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.oidc.party import Party, a_party, answer_in
from tests.stock.conftest import COUNTING, handed_out

pytestmark = pytest.mark.django_db(transaction=True)

IOANA = Citizen("Ioana Vlașin", born="1990-07-02", number="0207900006", level="High")
EMAIL = "ioana@nordby.example"
USER_ID = "ioana.vlasin"
PIN = "480271"


@dataclass
class Way:
    """Ioana's desk, the mail in her hand, the service that she is to use, and what she has written down."""

    desk: Page
    address: str
    link: str
    user: BusinessUser
    party: Party
    town: Nordby
    noted: dict[str, str] = field(default_factory=dict)

    def leaves_and_comes_back(self, heading: str) -> None:
        """She closes the page at this step, and is at it again by the mail."""
        expect(self.desk.get_by_role("heading", level=1)).to_have_text(heading)
        self.desk.goto("about:blank")
        self.desk.goto(self.link)
        follow(self.desk.get_by_role("link", name="Go on"))
        expect(self.desk.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.fixture
def invited(
    desktop: Page, eid: NationalEid, live_server: LiveServer, settings: Settings
) -> Callable[[Means], Way]:
    settings.BASE_URL = live_server.url
    eid.at_the_door = IOANA
    nordby, se_sag = cast.nordby(), cast.se_sag()
    speak(desktop, live_server.url, "en")

    def invite(means: Means) -> Way:
        new = NewUser(
            name=IOANA.name,
            email=EMAIL,
            birth_date=date(1990, 7, 2),
            national_number=IOANA.number,
            department=nordby.jobcenter.ref,
            language="en",
        )
        made = create(new, means=means, by=acting(nordby.mette), at=clock.now())
        assert isinstance(made, Invited), made
        cast.gives(made.user, se_sag.kommunal)
        link = live_server.url + link_in(last_mail(EMAIL))
        return Way(desktop, live_server.url, link, made.user, a_party(), nordby)

    return invite


def goes_as_far_as_the_means(way: Way) -> None:
    desk = way.desk
    desk.goto(way.link)
    follow(desk.get_by_role("button", name="Go to MitID"))
    way.leaves_and_comes_back("Choose your user id")
    follow(desk.get_by_role("button", name=USER_ID, exact=True))
    way.leaves_and_comes_back("Confirm your phone number")
    desk.get_by_label("Phone number").fill("20 12 34 56")
    follow(desk.get_by_role("button", name="Send me a code"))
    desk.get_by_label("Code from the text message").fill(code_sent_to("+4520123456"))
    follow(desk.get_by_role("button", name="Go on"))
    way.leaves_and_comes_back("Choose how you log in")


def takes_a_passkey(way: Way) -> None:
    passkey(way.desk)
    follow(way.desk.get_by_role("link", name="A passkey on this device"))
    _leaves_once_more(way, "A passkey on this device")
    way.desk.get_by_role("button", name="Make the passkey").click()


def takes_a_chip(way: Way) -> None:
    passkey(way.desk, transport="usb")
    follow(way.desk.get_by_role("link", name="A chip"))
    _leaves_once_more(way, "A chip")
    way.desk.get_by_role("button", name="Register the chip").click()


def takes_a_code_display(way: Way) -> None:
    follow(way.desk.get_by_role("link", name="A code display"))
    _leaves_once_more(way, "A code display")
    secret = "".join(way.desk.locator(".fm-code span").all_inner_texts())
    way.noted["secret"] = secret
    way.desk.get_by_label("Choose a PIN").fill(PIN)
    way.desk.get_by_label("The PIN once more").fill(PIN)
    way.desk.get_by_label("The code that is shown now").fill(pyotp.TOTP(secret).now())
    way.desk.get_by_role("button", name="Take it into use").click()


def takes_a_code_reader(way: Way) -> None:
    """It lies on her desk: Mette has set it aside for her."""
    handed_out(way.town, way.user)
    follow(way.desk.get_by_role("link", name="audio code reader"))
    _leaves_once_more(way, "audio code reader")
    way.desk.get_by_label("number").fill("A-1")
    way.desk.get_by_label("Choose a PIN").fill(PIN)
    way.desk.get_by_label("The PIN once more").fill(PIN)
    way.desk.locator("[name=code]").fill(COUNTING.code(0))
    way.desk.get_by_role("button", name="Take it into use").click()


def _leaves_once_more(way: Way, choice: str) -> None:
    way.desk.goto("about:blank")
    way.desk.goto(way.link)
    follow(way.desk.get_by_role("link", name="Go on"))
    follow(way.desk.get_by_role("link", name=choice))


def shows_the_passkey(way: Way) -> None:
    way.desk.get_by_role("button", name="Use the passkey").click()


def shows_the_chip(way: Way) -> None:
    way.desk.get_by_role("button", name="Use the chip").click()


def types_what_is_shown(way: Way) -> None:
    """The display's next digits: those of the activation are good for nothing more."""
    digits = pyotp.TOTP(way.noted["secret"]).at(clock.now() + timedelta(seconds=30))
    types(way, digits)


def types_what_is_said(way: Way) -> None:
    types(way, COUNTING.code(1))


def types(way: Way, digits: str) -> None:
    way.desk.get_by_label("PIN").fill(PIN)
    way.desk.get_by_label("The digits").fill(digits)
    way.desk.get_by_role("button", name="Log in").click()


Step = Callable[[Way], None]

WAYS: list[tuple[Means, Step, Step, str, str]] = [
    (Means.PASSKEY, takes_a_passkey, shows_the_passkey, "passkey", "substantial"),
    (Means.CHIP, takes_a_chip, shows_the_chip, "chip", "high"),
    (Means.CODE_DISPLAY, takes_a_code_display, types_what_is_shown, "code", "substantial"),
    (Means.CODE_READER, takes_a_code_reader, types_what_is_said, "code-reader", "substantial"),
]


@pytest.mark.requirement("B6", "B10", "B13", "X1")
@pytest.mark.parametrize(("kind", "takes", "shows", "page", "level"), WAYS, ids=[way[0] for way in WAYS])
def test_from_the_invitation_to_se_sag(
    invited: Callable[[Means], Way], kind: Means, takes: Step, shows: Step, page: str, level: str
) -> None:
    way = invited(kind)
    goes_as_far_as_the_means(way)
    takes(way)
    expect(way.desk.get_by_role("heading", level=1)).to_have_text("Your work login is ready")
    user = BusinessUser.objects.get(pk=way.user.pk)
    assert (user.state, means_of(user)) == (UserState.ACTIVE, {kind})

    way.desk.goto(way.address + way.party.address())
    if way.desk.url.endswith("/user-id"):
        way.desk.get_by_label("User id").fill(USER_ID)
        follow(way.desk.locator("main button.button-primary"))
    follow(way.desk.locator(f"a.fm-choice[href$='/{page}']"))
    with way.desk.expect_request("https://se-sag.example/callback?*") as asked:
        shows(way)

    tokens = way.party.redeems(answer_in(str(asked.value.url))["code"]).json()
    told = way.party.reads(tokens["id_token"])
    assert told["name"] == IOANA.name
    assert told["acr"] == f"http://eidas.europa.eu/LoA/{level}"
    assert told["represents"]["sub"] == "dk:cvr:20000015"

"""A foreign employee, from the invitation to Se Sag, by the app: the activation on a desktop, the app on
a phone, each left and gone on with at every step, and the whole OpenID login."""

from dataclasses import dataclass
from datetime import date

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
from tests.app.two_screens import PIN, judged
from tests.browser import speak
from tests.enrolment.conftest import code_sent_to, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.oidc.party import Party, a_party, answer_in

pytestmark = pytest.mark.django_db(transaction=True)

KATARZYNA = Citizen("Katarzyna Zielna", born="1991-02-14")
EMAIL = "katarzyna@nordby.example"
USER_ID = "katarzyna.zielna"


@dataclass
class Way:
    """Katarzyna's desk and phone, her mail, the code she was handed, and the service she is to use."""

    desk: Page
    phone: Page
    address: str
    link: str
    code: str
    user: BusinessUser
    party: Party

    def opens(self, page: Page, address: str) -> None:
        """Close the page, and open it anew."""
        page.goto("about:blank")
        page.goto(address)

    def comes_back(self) -> None:
        """By the mail, to where the activation was left."""
        self.opens(self.desk, self.link)
        self.desk.get_by_role("link", name="Go on").click()

    def comes_to(self, heading: str) -> None:
        expect(self.desk.get_by_role("heading", level=1)).to_have_text(heading)

    def sees(self, heading: str) -> None:
        expect(self.phone.get_by_role("heading", level=1)).to_have_text(heading)

    @property
    def app(self) -> str:
        return f"{self.address}/app/"


@pytest.fixture
def way(desktop: Page, phone: Page, eid: NationalEid, live_server: LiveServer, settings: Settings) -> Way:
    """She has no national number: the app is what she begins with."""
    settings.BASE_URL = live_server.url
    eid.at_the_door = KATARZYNA
    nordby, se_sag = cast.nordby(), cast.se_sag()
    new = NewUser(
        name=KATARZYNA.name,
        email=EMAIL,
        birth_date=date(1991, 2, 14),
        has_national_number=False,
        department=nordby.jobcenter.ref,
        language="en",
    )
    made = create(new, means=Means.APP, by=cast.acting(nordby.mette), at=clock.now())
    assert isinstance(made, Invited)
    cast.gives(made.user, se_sag.kommunal)
    for page in (desktop, phone):
        speak(page, live_server.url, "en")
    link = live_server.url + link_in(last_mail(EMAIL))
    return Way(desktop, phone, live_server.url, link, made.code, made.user, a_party())


def walks_to_the_code(way: Way) -> str:
    """The activation code of the last step; after every step the page is closed and the mail opened again."""
    desk = way.desk
    desk.goto(way.link)
    way.opens(desk, way.link)
    desk.get_by_role("button", name="Go to MitID").click()
    way.comes_to("Type the temporary code")
    way.comes_back()
    desk.get_by_label("Temporary code").fill(way.code)
    desk.get_by_role("button", name="Go on").click()
    way.comes_to("Choose your user id")
    way.comes_back()
    desk.get_by_role("button", name=USER_ID, exact=True).click()
    way.comes_to("Confirm your phone number")
    way.comes_back()
    desk.get_by_label("Phone number").fill("20 12 34 56")
    desk.get_by_role("button", name="Send me a code").click()
    expect(desk.get_by_label("Code from the text message")).to_be_visible()
    way.comes_back()
    desk.get_by_label("Phone number").fill("20 12 34 56")
    desk.get_by_role("button", name="Send me a code").click()
    expect(desk.get_by_label("Code from the text message")).to_be_visible()
    desk.get_by_label("Code from the text message").fill(code_sent_to("+4520123456"))
    desk.get_by_role("button", name="Go on").click()
    way.comes_to("Choose how you log in")
    way.comes_back()
    assert desk.locator(".fm-choice").count() == 1, "the app is the only choice"
    desk.get_by_role("link", name="The app on your phone").click()
    way.comes_to("Activate the app on your phone")
    expect(desk.get_by_role("link", name="Choose another way")).to_have_count(0)
    return "".join(desk.locator(".fm-code span").all_inner_texts())


def takes_the_app_into_use(way: Way, code: str) -> None:
    """The phone is left between the code and the PIN, and goes on where it was."""
    phone = way.phone
    phone.goto(way.app)
    phone.get_by_role("button", name="An activation code").click()
    way.opens(phone, way.app)
    phone.get_by_role("button", name="An activation code").click()
    phone.get_by_label("User id").fill(USER_ID)
    phone.get_by_label("Activation code").fill(code)
    phone.get_by_role("button", name="Go on").click()
    way.sees("Choose a PIN")
    way.opens(phone, way.app)
    way.sees("Choose a PIN")
    expect(phone.locator("#pin-for")).to_have_text("Katarzyna Zielna, Nordby Kommune")
    expect(way.desk.get_by_text("Choose a PIN in the app now.")).to_be_visible()
    judged(way.desk, "activation-typed")
    judged(phone, "activation-pin")
    phone.get_by_label("PIN", exact=True).fill(PIN)
    phone.get_by_label("Once more").fill(PIN)
    phone.get_by_role("button", name="Take the app into use").click()
    way.sees("The app is ready")
    way.opens(phone, way.app)
    way.sees("No login waits for you")


def logs_in_to_se_sag(way: Way) -> str:
    """The address by which Se Sag gets its answer."""
    desk, phone = way.desk, way.phone
    desk.goto(way.address + way.party.address())
    if desk.url.endswith("/user-id"):
        desk.get_by_label("User id").fill(USER_ID)
        desk.click("main button.button-primary")
    desk.get_by_role("link", name="The app on your phone").click()
    number = desk.locator(".fm-code-xl").inner_text()
    way.opens(desk, desk.url)
    assert desk.locator(".fm-code-xl").inner_text() == number
    way.sees("Is it you?")
    way.opens(phone, way.app)
    way.sees("Is it you?")
    expect(phone.locator(".fm-thread")).to_contain_text("on behalf of Nordby Kommune")
    expect(phone.locator(".fm-thread")).to_contain_text("in Se Sag")
    phone.get_by_label("Number on the screen").fill(number)
    phone.get_by_label("Your PIN").fill(PIN)
    with desk.expect_request("https://se-sag.example/callback?*") as asked:
        phone.get_by_role("button", name="Approve").click()
    way.sees("Approved. Go on at the computer")
    return str(asked.value.url)


@pytest.mark.requirement("B10", "B6", "F1", "X1")
def test_from_the_invitation_to_se_sag(way: Way) -> None:
    code = walks_to_the_code(way)
    judged(way.desk, "activation-code")
    way.comes_back()
    way.desk.get_by_role("link", name="The app on your phone").click()
    way.comes_to("Activate the app on your phone")
    assert code == "".join(way.desk.locator(".fm-code span").all_inner_texts())
    takes_the_app_into_use(way, code)
    way.comes_to("Your work login is ready")
    judged(way.desk, "activation-done")
    user = BusinessUser.objects.get(pk=way.user.pk)
    assert (user.state, means_of(user)) == (UserState.ACTIVE, {Means.APP})

    answer = answer_in(logs_in_to_se_sag(way))

    tokens = way.party.redeems(answer["code"]).json()
    told = way.party.reads(tokens["id_token"])
    assert told["name"] == KATARZYNA.name
    assert told["acr"] == "http://eidas.europa.eu/LoA/substantial"
    assert told["represents"]["sub"] == "dk:cvr:20000015"

"""A hundred at once, against four server processes: a link back in gives one means, however it is pressed."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import httpx
import pyotp
import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Authenticator, CodeDisplay
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.onboarding.models import Invitation
from fuldmagt.onboarding.recovery import asking
from fuldmagt.vocabulary import clock
from tests import effort
from tests.authenticators.device import Device
from tests.cast import acting, nordby
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story
from tests.enrolment.provider import NationalEid
from tests.enrolment.servers import serving
from tests.enrolment.test_races import at_once, proof
from tests.recovery.conftest import NEW, USER_ID, Scene, a_scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("F9"), pytest.mark.soak]

MANY = effort.of(100)


@pytest.fixture(scope="module")
def address(
    django_db_setup: None, running_eid: NationalEid, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serving(running_eid.issuer, tmp_path_factory.mktemp("servers") / "log") as address:
        yield address


@pytest.fixture
def diana(eid: NationalEid, address: str) -> Scene:
    """She has a code display; the clock is the real one, which the servers read too."""
    mette = acting(nordby().mette)
    new = NewUser(name=DIANA.name, email=EMAIL, birth_date=date(1990, 8, 8), has_national_number=False)
    invited = invite(new, by=mette, at=clock.now())
    assert isinstance(invited, Invited)
    story = Story(mette, invited.user, invited.code, Employee(eid, link_in(last_mail(EMAIL))))
    return a_scene(eid, story)


def proven(diana: Scene, address: str) -> tuple[httpx.Client, str]:
    """A browser at the servers in which Diana has opened the link and shown her eID."""
    asking.ask(USER_ID, at=clock.now())
    asking.answer(clock.now())
    link = urlsplit(link_in(last_mail(EMAIL))).path
    browser = httpx.Client(base_url=address, timeout=60)
    browser.get(link)
    sent = browser.post(link, data=proof(browser), headers={"origin": address})
    browser.get(diana.eid.login(sent.headers["location"], DIANA))
    return browser, link


def test_one_link_pressed_by_many_at_once_gives_one_passkey(diana: Scene, address: str) -> None:
    """Each with a device of its own and a question of its own: nothing but the link is common to them."""
    browser, link = proven(diana, address)
    answers = []
    for number in range(MANY):
        page = browser.get(f"{link}passkey/").text
        ceremony = re.search(r'name="ceremony" value="([^"]+)"', page)
        options = re.search(r'data-options="([^"]+)"', page)
        assert ceremony is not None
        assert options is not None
        device = Device(origin=address, credential_id=f"device-{number:04}-of-the-tests".encode())
        made = device.makes(options[1].replace("&quot;", '"'))
        answers.append({"ceremony": ceremony[1], "response": made})

    got = at_once(
        [lambda a=each: browser.post(f"{link}passkey/", data=proof(browser) | a) for each in answers]
    )

    assert Counter(each.status_code for each in got) == {200: 1, 410: MANY - 1}
    assert Authenticator.objects.filter(person=diana.user.person, kind="passkey").count() == 1


def test_new_pins_chosen_by_many_at_once_are_one(diana: Scene, address: str) -> None:
    browser, link = proven(diana, address)
    path = f"{link}pin/{diana.means.ref}/"
    before = CodeDisplay.objects.get().pin
    CodeDisplay.objects.update(last_step=-1)  # the code of this moment was used at the activation
    typed = {"pin": NEW, "pin_again": NEW, "code": diana.display.now()}

    got = at_once([lambda: browser.post(path, data=proof(browser) | typed)] * MANY)

    worked = [each for each in got if "virker" in each.text]
    assert (len(worked), Authenticator.objects.get(pk=diana.means.pk).state) == (1, "active")
    assert CodeDisplay.objects.get().pin != before
    assert Invitation.objects.get(purpose="recovery").used_at is not None


def test_links_asked_for_by_many_at_once_leave_one_that_works(diana: Scene, address: str) -> None:
    def asks() -> httpx.Response:
        with httpx.Client(base_url=address, timeout=60) as browser:
            browser.get("/forgotten/pin")
            return browser.post("/forgotten/pin", data=proof(browser) | {"user_id": USER_ID})

    got = at_once([asks] * MANY)
    at_once([lambda: httpx.Response((asking.answer(clock.now()) and 200) or 200)] * 4)

    assert {each.status_code for each in got} == {303}
    links = Invitation.objects.filter(purpose="recovery")
    assert links.count() == 3, "as many as one may ask for within an hour"
    assert links.filter(voided_at__isnull=True, used_at__isnull=True).count() == 1


def test_a_code_of_a_display_is_no_way_round_the_count(diana: Scene, address: str) -> None:
    """Wrong codes at once, by a proven person: five are judged, and five more once it is opened again."""
    browser, link = proven(diana, address)
    now = pyotp.TOTP(diana.display.secret).now()
    wrong = [code for code in (f"{number:06}" for number in range(MANY + 3)) if code != now][:MANY]
    typed = [{"pin": NEW, "pin_again": NEW, "code": code} for code in wrong]

    at_once(
        [
            lambda t=each: browser.post(f"{link}pin/{diana.means.ref}/", data=proof(browser) | t)
            for each in typed
        ]
    )

    outcomes = PendingEntry.objects.filter(event="pin.chosen", subject=diana.user.ref)
    assert outcomes.exists()
    assert outcomes.filter(outcome="code_wrong").count() <= 8, "the fifth of each five locks"
    assert CodeDisplay.objects.filter(authenticator=diana.means).count() == 1
    assert Authenticator.objects.filter(person=diana.user.person).count() == 1

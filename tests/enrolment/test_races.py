"""A hundred at once, against four server processes: whatever works once works once (attack tests).

The requests are real, over HTTP, to the servers that `fuldmagt serve` starts, on either database.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier
from urllib.parse import urlsplit

import httpx
import pyotp
import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.onboarding.activation import actions as activation
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import CODE_TRIES, NewUser
from fuldmagt.onboarding.models import TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.models import Eid, Person
from fuldmagt.vocabulary import clock
from tests import effort
from tests.cast import acting, nordby
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 100
DIANA = Citizen("Diana Petrescu", born="1990-08-08")
PIN = "480271"


@dataclass
class Scene:
    eid: NationalEid
    address: str
    user: BusinessUser
    code: str
    link: str

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=60)

    def sent_to_the_eid(self, browser: httpx.Client) -> str:
        """Press the button of the first page, as a browser does."""
        browser.get(self.link)
        answer = browser.post(self.link, data=proof(browser), headers={"origin": self.address})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def arrived(self) -> httpx.Client:
        """A browser in which Diana has shown her eID."""
        browser = self.browser()
        browser.get(self.eid.login(self.sent_to_the_eid(browser), DIANA))
        return browser

    def log(self, event: str) -> Counter[str]:
        return Counter(
            PendingEntry.objects.filter(event=event, subject=self.user.ref).values_list("outcome", flat=True)
        )


def proof(browser: httpx.Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies["fuldmagt_csrf"]}


def at_once(tasks: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    """All tasks in the same moment: none begins before each is ready."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], httpx.Response]) -> httpx.Response:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as crowd:
        return list(crowd.map(run, tasks))


@pytest.fixture(scope="module")
def address(
    django_db_setup: None, running_eid: NationalEid, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serving(running_eid.issuer, tmp_path_factory.mktemp("servers") / "log") as address:
        yield address


@pytest.fixture
def scene(eid: NationalEid, address: str) -> Scene:
    mette = acting(nordby().mette)
    new = NewUser(
        name=DIANA.name, email="diana@nordby.example", birth_date=date(1990, 8, 8), has_national_number=False
    )
    invited = invite(new, by=mette, at=clock.now())
    assert isinstance(invited, Invited)
    link = urlsplit(link_in(last_mail(new.email))).path
    return Scene(eid, address, invited.user, invited.code, link)


@pytest.mark.requirement("B9")
def test_of_a_hundred_who_replay_the_link_at_once_one_wins(scene: Scene) -> None:
    """A hundred namesakes, born on one day, each with an eID of her own and a copy of the mail."""
    browsers = [scene.browser() for _ in range(MANY)]
    answers = [
        scene.eid.login(scene.sent_to_the_eid(browser), DIANA.but(subject=f"diana-{number}"))
        for number, browser in enumerate(browsers)
    ]

    got = at_once(
        [lambda b=browser, a=answer: b.get(a) for browser, answer in zip(browsers, answers, strict=True)]
    )

    assert Counter(answer.status_code for answer in got) == {302: 1, 403: MANY - 1}
    assert scene.log("identity.confirmed") == {"done": 1, "eid_other_person": MANY - 1}
    assert (Eid.objects.count(), Person.objects.filter(name=DIANA.name).count()) == (1, 1)


def test_one_answer_of_the_eid_replayed_a_hundred_times_counts_once(scene: Scene) -> None:
    browser = scene.browser()
    answer = scene.eid.login(scene.sent_to_the_eid(browser), DIANA)
    cookies = dict(browser.cookies)

    got = at_once([lambda: httpx.get(f"{scene.address}{answer}", cookies=cookies, timeout=60)] * MANY)

    assert Counter(reply.status_code for reply in got)[302] == 1
    assert scene.log("identity.confirmed") == {"done": 1}


def test_a_hundred_wrong_codes_at_once_are_five_tries(scene: Scene) -> None:
    browser = scene.arrived()
    browser.get(f"{scene.link}code/")
    wrong = [code for code in (f"{number:08}" for number in range(MANY + 1)) if code != scene.code][:MANY]

    at_once(
        [
            lambda c=code: browser.post(f"{scene.link}code/", data=proof(browser) | {"code": c})
            for code in wrong
        ]
    )
    right = browser.post(f"{scene.link}code/", data=proof(browser) | {"code": scene.code})

    assert right.status_code == 403
    assert TemporaryCode.objects.get().tries == CODE_TRIES
    assert scene.log("temporary-code.entered")["done"] == 0


@pytest.mark.requirement("B8")
def test_the_right_code_typed_a_hundred_times_at_once_counts_once(scene: Scene) -> None:
    browser = scene.arrived()
    browser.get(f"{scene.link}code/")
    typed, cookies = proof(browser) | {"code": scene.code}, dict(browser.cookies)
    page = f"{scene.address}{scene.link}code/"

    at_once([lambda: httpx.post(page, data=typed, cookies=cookies, timeout=60)] * MANY)

    assert scene.log("temporary-code.entered")["done"] == 1
    assert TemporaryCode.objects.get().entered_at is not None


@pytest.mark.soak
def test_the_last_step_pressed_a_hundred_times_makes_one_login(scene: Scene) -> None:
    browser = scene.arrived()
    user = BusinessUser.objects.select_related("organisation", "person").get(pk=scene.user.pk)
    activation.enter_code(user, scene.code, at=clock.now())
    activation.choose_user_id(user, "diana.petrescu", at=clock.now())
    activation.move(user, activation.Stage.PHONED, at=clock.now())
    page = browser.get(f"{scene.link}means/display/").text
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None
    secret = "".join(re.findall(r"<span>(\w+)</span>", groups[1]))
    typed = proof(browser) | {"pin": PIN, "pin_again": PIN, "code": pyotp.TOTP(secret).now()}

    at_once([lambda: browser.post(f"{scene.link}means/display/", data=typed)] * effort.of(MANY))

    assert Authenticator.objects.filter(person=user.person).count() == 1
    assert scene.log("user.activated")["done"] == 1
    assert BusinessUser.objects.get(pk=user.pk).state == UserState.ACTIVE

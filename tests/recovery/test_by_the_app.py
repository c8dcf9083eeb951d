"""The app as the new means on the way back, and in the place of one whose PIN is forgotten (F9, B6)."""

import re

import pytest

from fuldmagt.authenticators.models import Authenticator, PendingKey
from fuldmagt.authenticators.queries import means_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from tests.app.phone import Phone, phone_of
from tests.enrolment.conftest import Employee, last_mail
from tests.enrolment.diana import EMAIL
from tests.recovery.conftest import USER_ID, Scene, mails

pytestmark = pytest.mark.requirement("F9")


def page_of(employee: Employee, ref: str = "") -> str:
    """The page that shows the code; `ref` names the app that is to be replaced."""
    tail = f"app/{ref}/" if ref else "app/"
    return str(employee.browser.get(f"{employee.link}{tail}").content.decode())


def code_on(page: str) -> str:
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None, page
    return "".join(re.findall(r"<span>(\d+)</span>", groups[1]))


def state_of(employee: Employee) -> str:
    return str(employee.browser.get(f"{employee.link}app/state").json()["state"])


def apps(scene: Scene) -> int:
    return Authenticator.objects.filter(person=scene.user.person, kind="app", state="active").count()


def test_the_app_can_be_the_new_means(scene: Scene) -> None:
    employee, phone = scene.proven(), Phone()
    assert "The app on your phone" in scene.page.content.decode()
    shown = page_of(employee)

    states = [state_of(employee)]
    entered = phone.types_code(USER_ID, code_on(shown)).json()
    states.append(state_of(employee))
    answer = phone.hands_in(entered)
    states.append(state_of(employee))

    assert USER_ID in shown
    assert states == ["waiting", "typed", "done"]
    assert answer.status_code == 200
    assert "Your app works" in page_of(employee)
    assert means_of(scene.user) == {Means.APP, Means.CODE_DISPLAY}
    assert last_mail(EMAIL).subject == "You have a new means of login"
    assert employee.opens_the_link().status_code == 410, "the link is used up"
    assert scene.log("means.added")[-1] == "done"


def test_an_app_whose_pin_is_forgotten_is_set_up_anew(scene: Scene) -> None:
    old, new = phone_of(scene.user), Phone()
    employee = scene.proven()
    assert "Set the app up anew" in scene.page.content.decode()

    code = code_on(page_of(employee, old.key))
    assert old.waiting()["gone"] == [], "the old one works until the new one is in use"
    new.activates(USER_ID, code)

    assert old.waiting()["gone"] == [old.key]
    assert apps(scene) == 1
    assert [each.subject for each in mails()[-2:]] == [
        "You have a new means of login",
        "A means of login was removed",
    ]


def test_a_code_leads_no_further_than_the_link_that_it_came_by(scene: Scene) -> None:
    """Proven in one browser and the code typed; meanwhile another link was sent."""
    employee, phone = scene.proven(), Phone()
    entered = phone.types_code(USER_ID, code_on(page_of(employee))).json()
    scene.asks()

    answer = phone.hands_in(entered)

    assert answer.status_code == 403
    assert apps(scene) == 0
    assert scene.logs_in()


def test_one_link_makes_one_app(scene: Scene) -> None:
    employee, first, second = scene.proven(), Phone(), Phone()
    entered = first.types_code(USER_ID, code_on(page_of(employee))).json()
    first.hands_in(entered)

    again = second.hands_in(entered)
    another = employee.browser.post(f"{employee.link}app/", follow=True)

    assert again.status_code == 403
    assert "Your app works" in another.content.decode()
    assert apps(scene) == 1
    assert PendingKey.objects.filter(used_at__isnull=True).count() == 0


def test_a_new_code_voids_the_one_before(scene: Scene) -> None:
    employee, phone = scene.proven(), Phone()
    older = code_on(page_of(employee))

    employee.browser.post(f"{employee.link}app/")

    newer = code_on(page_of(employee))
    assert newer != older
    assert phone.types_code(USER_ID, older).status_code == 403
    assert phone.activates(USER_ID, newer).status_code == 200


@pytest.mark.parametrize("step", ["lock", "suspend"])
def test_whom_an_administrator_stops_takes_no_app(scene: Scene, step: str) -> None:
    employee, phone = scene.proven(), Phone()
    entered = phone.types_code(USER_ID, code_on(page_of(employee))).json()
    scene.mette().post(f"/users/{scene.user.ref}/steps/{step}/")

    assert phone.hands_in(entered).status_code == 403
    assert apps(scene) == 0


def test_an_app_that_an_administrator_has_locked_is_not_replaced(scene: Scene) -> None:
    old = phone_of(scene.user)
    scene.mette().post(f"/users/{scene.user.ref}/means/{old.key}/lock/")
    employee = scene.proven()

    answer = employee.browser.get(f"{employee.link}app/{old.key}/")

    assert "Set the app up anew" not in scene.page.content.decode()
    assert answer.status_code == 404
    assert old.waiting()["locked"] == [old.key]


def test_another_users_app_is_not_replaced(scene: Scene) -> None:
    mettes = phone_of(BusinessUser.objects.get(name="Mette Lundager"))
    employee = scene.proven()

    assert employee.browser.get(f"{employee.link}app/{mettes.key}/").status_code == 404
    assert mettes.waiting()["gone"] == []


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(("chosen", "offered"), [("app", True), ("passkey", False)])
def test_it_is_offered_where_it_was_chosen_at_the_creation(scene: Scene, chosen: str, offered: bool) -> None:
    """Without a national number that is the app alone; what one has had stays possible too."""
    BusinessUser.objects.filter(pk=scene.user.pk).update(first_means=chosen)
    employee = scene.proven()

    page, answer = scene.page.content.decode(), employee.browser.get(f"{employee.link}app/")

    assert ("The app on your phone" in page) is offered
    assert answer.status_code == (200 if offered else 403)
    assert "A passkey on this device" not in page or chosen == "passkey"
    assert "A code display" in page


def test_the_link_alone_shows_no_code(scene: Scene) -> None:
    scene.asks()
    stranger = scene.opens()

    for answer in (
        stranger.browser.get(f"{stranger.link}app/"),
        stranger.browser.post(f"{stranger.link}app/"),
        stranger.browser.get(f"{stranger.link}app/state"),
    ):
        assert (answer.status_code, answer["Location"]) == (302, stranger.link)
    assert not PendingKey.objects.exists()

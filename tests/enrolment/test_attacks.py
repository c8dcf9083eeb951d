"""Attacks on enrolment that need no crowd: a link for another thing, a planted session, a forged host."""

import pyotp
import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.recovery import actions as recovery
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as moment
from tests.cast import log_in
from tests.conftest import MONDAY
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story, invited_by_mette
from tests.enrolment.provider import NationalEid
from tests.enrolment.representative import PREBEN, ULLA, Representative
from tests.enrolment.test_signing_together import asks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


def token_of(link: str) -> str:
    return link.strip("/").split("/")[-1]


# A link opens what it was made for


def links_of_every_kind(story: Story) -> dict[str, str]:
    """One working link of each kind, by the address it belongs to."""
    anna = BusinessUser.objects.get(name="Anna Holmstrup")
    enrolment = displays.begin_enrolment(anna, at=MONDAY)
    code = pyotp.TOTP(enrolment.secret).at(MONDAY)
    kept = displays.finish_enrolment(
        enrolment.ref, FirstUse("480271", "480271", code), user=anna, by="", at=MONDAY
    )
    assert isinstance(kept, Authenticator)
    recovery.start_new_pin(anna.ref, kept.ref, by=story.mette, at=MONDAY)
    ulla = Representative(story.employee.eid)
    ulla.finds("20000074")
    ulla.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(ulla, PREBEN.name, "preben@toemrer.example")
    return {
        "/activate/{}/": token_of(story.employee.link),
        "/new-pin/{}/": token_of(link_in(last_mail(anna.email))),
        "/join/sign/{}/": token_of(link_in(last_mail("preben@toemrer.example"))),
    }


def test_a_link_for_one_thing_opens_no_other(story: Story) -> None:
    links = links_of_every_kind(story)

    for address in links:
        for belongs_to, token in links.items():
            answer = Client().get(address.format(token))
            assert (answer.status_code == 200) == (address == belongs_to), (address, belongs_to)
            if address != belongs_to:
                assert Client().post(address.format(token)).status_code == 403


def test_a_login_at_the_eid_for_one_thing_confirms_no_other(story: Story) -> None:
    """The answer to a joining, brought to a browser that is activating, activates nobody."""
    representative = Representative(story.employee.eid)
    representative.finds("20000023")
    described = representative.describes()
    story.employee.goes_to_the_eid()
    browser = story.employee.browser
    browser.cookies["fuldmagt_eid"] = representative.browser.cookies["fuldmagt_eid"].value

    browser.get(story.employee.eid.login(described["Location"], DIANA))

    assert BusinessUser.objects.get(pk=story.user.pk).state == UserState.INVITED


@pytest.mark.parametrize("end", ["x", "A", "%00", "/.."])
def test_a_link_that_is_almost_right_is_wrong(story: Story, end: str) -> None:
    token = token_of(story.employee.link)

    assert Client().get(f"/activate/{token}{end}/").status_code in {403, 404}
    assert Client().get(f"/activate/{token[:-1]}/").status_code == 403
    assert Client().get(f"/activate/{token.swapcase()}/").status_code == 403


# Sessions and browsers


def test_a_session_that_was_planted_before_the_eid_is_worth_nothing_after_it(story: Story) -> None:
    browser = story.employee.browser
    story.employee.goes_to_the_eid()
    planted = browser.cookies["fuldmagt_session"].value
    url = story.employee.goes_to_the_eid()

    browser.get(story.employee.eid.login(url, DIANA))

    assert browser.cookies["fuldmagt_session"].value != planted
    thief = Client()
    thief.cookies["fuldmagt_session"] = planted
    assert thief.get(f"{story.employee.link}code/").status_code == 302


def test_what_the_eid_confirmed_in_one_browser_opens_nothing_in_another(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    for page in ("code", "user-id", "phone", "means", "done"):
        answer = Client().get(f"{story.employee.link}{page}/")
        assert answer.status_code in {302, 410}, page


def test_the_summary_is_shown_in_the_browser_that_finished_alone(story: Story) -> None:
    BusinessUser.objects.filter(pk=story.user.pk).update(state=UserState.ACTIVE)
    story.user.invitations.update(used_at=MONDAY)

    assert Client().get(f"{story.employee.link}done/").status_code == 410


def test_a_form_from_another_site_is_refused(story: Story) -> None:
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(story.employee.link).status_code == 403
    assert browser.post("/join/", {"scheme": "dk:cvr", "number": "20000015"}).status_code == 403


def test_pages_with_secrets_are_not_kept_by_anybody(story: Story) -> None:
    page = story.employee.shows_the_eid(DIANA)

    assert "no-store" in page["Cache-Control"]
    assert "no-store" in story.employee.opens_the_link()["Cache-Control"]


# Addresses in mails


@pytest.mark.parametrize(
    "header", ["host", "x-forwarded-host", "forwarded", "x-forwarded-for", "x-original-host"]
)
def test_no_header_reaches_the_links_in_mails(story: Story, header: str) -> None:
    mette = BusinessUser.objects.get(ref=story.mette.ref)
    browser = log_in(Client(headers={header: "evil.example"}), mette, at=moment.now())
    before = Notice.objects.count()

    browser.post(f"/users/{story.user.ref}/resend/")
    invitations.resend(story.user.ref, by=story.mette, at=MONDAY)

    assert Notice.objects.count() > before
    bodies = "".join(f"{each.body}{each.html}{each.message_id}" for each in Notice.objects.all())
    assert "evil.example" not in bodies
    assert "http://localhost:8000/activate/" in last_mail(EMAIL).body


def test_links_follow_the_configured_address(story: Story, settings: Settings) -> None:
    settings.BASE_URL = "https://login.nordby.example"

    invitations.resend(story.user.ref, by=story.mette, at=MONDAY)

    assert "https://login.nordby.example/activate/" in last_mail(EMAIL).body
    assert last_mail(EMAIL).message_id.endswith("@login.nordby.example>")


# Secrets stay where they belong


def test_neither_code_is_ever_on_a_page(story: Story) -> None:
    employee = story.employee
    pages = [employee.opens_the_link(), employee.shows_the_eid(DIANA)]
    pages.append(employee.types("code", code=story.code))
    pages.append(employee.types("user-id", user_id="diana.petrescu"))
    pages.append(employee.types("phone", phone="20123456"))
    sent = Notice.objects.get(kind="text_message").body.split()[0]
    pages += [employee.types("phone/code", code="000000"), employee.types("phone/code", code=sent)]

    written = "".join(page.content.decode() for page in pages)
    assert story.code not in written
    assert sent not in written

"""Before the activation: a foreign employee reads each step, and ticks off what only she can see (B1)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.models import Invitation, TickedOff
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from tests.cast import Nordby
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.diana import DIANA
from tests.enrolment.provider import NationalEid
from tests.journey_page.conftest import EMAIL, PARTS, a_candidate, diana, invited, text, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B1")]

ENGLISH = {"language": "en"}
STEPS = [
    "Check that your phone can read a passport chip",
    "Check that your passport or ID card has a chip",
    "Check that your passport or ID card has not expired",
    "Call for your p-code",
    "Activate MitID in the MitID app",
    "Your employer creates your work user",
]
ACTIVATION = [
    "Show who you are", "Type the temporary code", "Choose your user id", "Confirm your phone number",
    "Choose how you log in",
]  # fmt: skip


@pytest.fixture
def browser() -> Client:
    return Client()


def steps(page: str) -> list[tuple[str, str]]:
    """Each step's title and its state."""
    found = re.findall(r'<li(?: class="is-(\w+)")?[^>]*><span class="fm-node".*?<h3>(.*?)<', page, re.DOTALL)
    return [(title.strip(), state or "later") for state, title in found]


def test_a_candidate_gets_a_page_with_each_step_who_does_it_and_what_is_needed(
    mette: Client, browser: Client, settings: Settings
) -> None:
    settings.EID_PHONE_URL = "https://eid.example/phones"
    link = a_candidate(mette, **ENGLISH)

    page = browser.get(link).content.decode()

    assert [title for title, _ in steps(page)] == STEPS, "only the preparation, and the employer's step"
    assert steps(page)[0] == (STEPS[0], "now")
    assert 'href="https://eid.example/phones"' in page
    assert "Mette at Nordby Kommune" in page
    assert page.count("<b>You</b>") == 4, "the fifth is the one whose turn it is"
    assert "Mette Lundager helps you" in page
    assert "You have done 0 of 6 steps" in page
    assert diana().state == UserState.WAITING


def test_what_the_platform_cannot_see_is_ticked_off_and_kept_with_when(
    mette: Client, browser: Client, clock: time_machine.Traveller, people: Nordby
) -> None:
    link = a_candidate(mette, **ENGLISH)
    browser.post(f"{link}tick/", {"part": "phone"})
    clock.shift(timedelta(days=1))
    browser.post(f"{link}tick/", {"part": "chip"})
    page = Client().get(link).content.decode()

    assert steps(page)[:3] == [(STEPS[0], "done"), (STEPS[1], "done"), (STEPS[2], "now")]
    assert "Done on 2 March 2026" in page
    assert "Done on 3 March 2026" in page
    entries = PendingEntry.objects.filter(event="journey.ticked").order_by("pk")
    assert [(entry.actor, entry.outcome, entry.facts["parts"]) for entry in entries] == [
        (diana().ref, "done", ["phone"]),
        (diana().ref, "done", ["chip"]),
    ]

    page = browser.post(f"{link}untick/", {"part": "phone"}, follow=True).content.decode()
    assert steps(page)[0] == (STEPS[0], "now")


def test_the_p_code_is_asked_for_by_telephone_by_the_employee_alone(
    mette: Client, browser: Client, settings: Settings
) -> None:
    settings.EID_SUPPORT_PHONE = "33 98 00 11"
    link = a_candidate(mette, **ENGLISH)
    page = browser.post(f"{link}tick/", {"part": PARTS[:3]}, follow=True).content.decode()

    assert steps(page)[3] == (STEPS[3], "now")
    assert 'href="tel:+4533980011"' in page
    assert "Only you can ask for it. Nobody, not even your employer, can call for you." in page
    assert "Call 33 98 00 11" in page


def test_in_the_app_each_part_is_ticked_and_all_of_them_make_the_step(mette: Client, browser: Client) -> None:
    link = a_candidate(mette, **ENGLISH)
    page = browser.post(f"{link}tick/", {"part": PARTS[:4]}, follow=True).content.decode()
    words = re.findall(r'<label for="part-\w+">(.*?)</label>', page)
    assert words == [
        "Fetch the MitID app where you usually fetch apps",
        "Open the app and start the activation",
        "Type your p-code",
        "Choose passport or ID card",
        "Scan the page with your photo, or the side of the card with your particulars",
        "Lay the phone on the passport or the card, so that it reads the chip",
        "Scan your face",
    ]

    page = browser.post(f"{link}tick/", {"part": PARTS[4:10]}, follow=True).content.decode()
    assert steps(page)[4] == (STEPS[4], "now")
    assert page.count(" checked") == 6
    page = browser.post(f"{link}tick/", {"part": PARTS[10]}, follow=True).content.decode()
    assert steps(page)[4:] == [(STEPS[4], "done"), (STEPS[5], "now")]
    assert "You have nothing more to do until then" in page


def test_the_last_day_of_the_document_need_not_be_said_and_must_not_have_passed(
    mette: Client, browser: Client
) -> None:
    link = a_candidate(mette, **ENGLISH)
    browser.post(f"{link}tick/", {"part": PARTS[:2]})

    late = browser.post(f"{link}tick/", {"part": "valid", "until": "01-03-2026"})
    nonsense = browser.post(f"{link}tick/", {"part": "valid", "until": "31-02-2027"})
    assert "This date has passed" in text(late)
    assert 'value="01-03-2026"' in late.content.decode(), "what was typed is not lost"
    assert "This date does not exist" in text(nonsense)
    assert not TickedOff.objects.filter(part="valid").exists()

    page = browser.post(f"{link}tick/", {"part": "valid", "until": "04-03-2031"}, follow=True)
    assert "Valid until 4 March 2031." in text(page)
    assert "4 March 2031" not in text(mette.get(f"/users/{diana().ref}/way/")), "the employee's own to see"
    browser.post(f"{link}untick/", {"part": "valid"})
    page = browser.post(f"{link}tick/", {"part": "valid"}, follow=True)
    assert "Valid until" not in text(page)


def test_whoever_has_the_eid_already_says_so_at_once(mette: Client, browser: Client) -> None:
    link = a_candidate(mette, **ENGLISH)
    page = browser.post(f"{link}tick/", {"part": PARTS}, follow=True).content.decode()

    assert [state for _, state in steps(page)] == ["done"] * 5 + ["now"]


@pytest.mark.requirement("B10")
def test_the_invitation_shows_the_whole_way_and_goes_on_with_what_was_ticked(
    mette: Client, browser: Client, eid: NationalEid
) -> None:
    own = a_candidate(mette, **ENGLISH)
    browser.post(f"{own}tick/", {"part": PARTS[:2]})
    mette.post(f"/users/{diana().ref}/invite/")
    link = link_in(last_mail(EMAIL))

    page = browser.get(link).content.decode()
    assert [title for title, _ in steps(page)] == STEPS + ACTIVATION
    assert [state for _, state in steps(page)] == ["done", "done", "now"] + ["later"] * 2 + ["done"] + [
        "later"
    ] * 5
    assert "You have done 3 of 11 steps" in page
    assert "Open the e-mail that we have sent to diana@nordby.example" in text(browser.get(own))
    page = browser.post(f"/journey/{token_of(link)}/tick/", {"part": PARTS}, follow=True).content.decode()
    assert steps(page)[6] == ("Show who you are", "now")

    answer = browser.post(link)
    page = browser.get(eid.login(answer["Location"], DIANA), follow=True).content.decode()
    assert "Type the temporary code" in page.split("</h1>")[0]
    assert [state for _, state in steps(page)][:8] == ["done"] * 7 + ["now"]


def test_whoever_skips_the_ticks_has_shown_the_eid_and_so_has_it(
    mette: Client, browser: Client, eid: NationalEid
) -> None:
    link = invited(mette, **ENGLISH)
    assert "Go to MitID" in text(browser.get(link))

    page = browser.get(eid.login(browser.post(link)["Location"], DIANA), follow=True).content.decode()

    assert [state for _, state in steps(page)][:8] == ["done"] * 7 + ["now"]
    assert not TickedOff.objects.exists()
    late = browser.post(f"/journey/{token_of(link)}/tick/", {"part": "phone"})
    assert late.status_code == 403
    assert not TickedOff.objects.exists()


@pytest.mark.requirement("B13")
def test_whoever_has_a_national_number_has_nothing_to_prepare(mette: Client, browser: Client) -> None:
    link = invited(mette, has_national_number="yes", **ENGLISH)
    page = browser.get(link).content.decode()
    assert [title for title, _ in steps(page)] == ACTIVATION
    assert browser.post(f"/journey/{token_of(link)}/tick/", {"part": "phone"}).status_code == 403
    assert browser.post(f"/journey/{token_of(link)}/wait/", {"why": "face"}).status_code == 403

    BusinessUser.objects.filter(email=EMAIL).update(state=UserState.WAITING)
    Invitation.objects.all().delete()
    assert mette.post(f"/users/{diana().ref}/way/send/").status_code == 403


@pytest.mark.parametrize("part", [["nonsense"], [], ["phone", "<b>"], ["x" * 5000]])
def test_ticks_of_nothing_are_refused_in_words(mette: Client, browser: Client, part: list[str]) -> None:
    link = a_candidate(mette, **ENGLISH)
    answer = browser.post(f"{link}tick/", {"part": part})
    assert answer.status_code == 200
    assert not TickedOff.objects.exists()
    assert browser.post(f"{link}untick/", {"part": part}).status_code == 302


def test_ticking_twice_keeps_the_first_moment(
    mette: Client, browser: Client, clock: time_machine.Traveller
) -> None:
    link = a_candidate(mette, **ENGLISH)
    browser.post(f"{link}tick/", {"part": "phone"})
    before = TickedOff.objects.get().at
    clock.shift(timedelta(hours=5))
    browser.post(f"{link}tick/", {"part": "phone"})
    assert TickedOff.objects.get().at == before

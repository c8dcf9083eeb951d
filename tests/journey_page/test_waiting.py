"""Whose passport cannot be scanned is not lost: waits, with why, and is told when another way opens (B3)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.journey import actions
from fuldmagt.onboarding.journey.rules import Why
from fuldmagt.onboarding.journey.tasks import tell
from fuldmagt.onboarding.models import ProofingWay, Waiting
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import Nordby, a_user, acting, an_organisation, sydby
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.diana import DIANA
from tests.enrolment.provider import Citizen, NationalEid
from tests.journey_page.conftest import EMAIL, FORM, a_candidate, at, diana, invited, text, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B3")]

LOW = Citizen(DIANA.name, born=DIANA.born, level="Low")
WAY = {
    "name_da": "Fremmøde på rådhuset", "text_da": "Bestil en tid.",
    "name_nl": "Aan het loket", "text_nl": "Maak een afspraak.",
    "name_en": "At the town hall", "text_en": "Book a time, and bring <your> passport.",
}  # fmt: skip


def operator(settings: Settings) -> BusinessUser:
    drift = an_organisation("Drift", ref="dk:cvr:20000031")
    settings.OPERATOR = drift.ref
    return a_user(drift, "Olga Operator", Role.PLATFORM_OPERATOR)


@pytest.fixture
def olga(settings: Settings) -> Client:
    return at(operator(settings))


def waits(link: str, why: str = "no_chip", browser: Client | None = None) -> str:
    path = f"/journey/{token_of(link)}/wait/"
    return text((browser or Client()).post(path, {"why": why}, follow=True))


@pytest.mark.requirement("B2", "B15")
def test_the_employee_says_why_and_the_page_says_that_there_is_no_other_way(mette: Client) -> None:
    link = invited(mette, language="en")
    asked = text(Client().get(link))
    assert "Then there is no other way for now. MitID from a citizen service counter does not reach" in asked
    form = text(Client().get(f"/journey/{token_of(link)}/wait/"))
    assert "My passport or ID card has no chip" in form
    assert "The chip cannot be read" in form
    assert "My face is not recognised" in form

    page = waits(link, "chip_unreadable")

    assert "You are on the waiting list" in page
    assert (
        "There is no other way for now. We write to diana@nordby.example the day another way opens." in page
    )
    assert "You have been waiting since 2 March 2026: The chip cannot be read." in page
    assert diana().state == UserState.WAITING
    (entry,) = PendingEntry.objects.filter(event="waiting.begun")
    assert (entry.actor, entry.facts["why"], entry.outcome) == (diana().ref, "chip_unreadable", "done")


@pytest.mark.requirement("B2")
def test_an_eid_that_is_too_low_is_refused_and_the_waiting_list_offered(
    mette: Client, eid: NationalEid
) -> None:
    link, browser = invited(mette, language="en"), Client()
    answer = browser.get(eid.login(browser.post(link)["Location"], LOW), follow=True)

    assert answer.status_code == 403
    assert "Then there is no other way for now. MitID from a citizen service counter" in text(answer)
    assert f'href="/journey/{token_of(link)}/wait/"' in answer.content.decode()
    assert "You are on the waiting list" in waits(link, "no_chip", browser)


def test_whoever_can_scan_after_all_goes_on_where_the_way_was_left(mette: Client, eid: NationalEid) -> None:
    link, browser = invited(mette, language="en"), Client()
    waits(link)
    assert browser.post(link).status_code == 200, "nobody who waits is sent to the eID"

    page = browser.post(f"/journey/{token_of(link)}/leave/", follow=True)

    assert "You are on the waiting list" not in text(page)
    assert diana().state == UserState.INVITED
    shown = browser.get(eid.login(browser.post(link)["Location"], DIANA), follow=True)
    assert "Type the temporary code" in text(shown)
    assert browser.post(f"/journey/{token_of(link)}/leave/").status_code == 403


def test_a_candidate_who_waits_stays_a_candidate_and_can_be_invited(mette: Client) -> None:
    link = a_candidate(mette, language="en")
    waits(link, "expired")
    assert (diana().state, Waiting.objects.get().why) == (UserState.WAITING, "expired")
    Client().post(f"{link}leave/")
    assert diana().state == UserState.WAITING
    assert Waiting.objects.get().ended_at is not None

    waits(link, "face")
    mette.post(f"/users/{diana().ref}/invite/")
    assert diana().state == UserState.INVITED
    assert "Nobody waits for another way" in text(mette.get("/users/on-the-way/?show=waiting"))
    waits(link_in(last_mail(EMAIL)), "other")
    assert list(Waiting.objects.filter(ended_at__isnull=True).values_list("why", flat=True)) == ["other"]


def test_the_administrator_records_it_and_sees_how_many_wait_and_why(mette: Client, people: Nordby) -> None:
    for number, why in enumerate(["no_chip", "no_chip", "face"]):
        mail = f"e{number}@nordby.example"
        mette.post("/users/new/", FORM | {"name": f"Employee Nr {number}x", "email": mail})
        user = BusinessUser.objects.get(email=mail)
        page = mette.post(f"/users/{user.ref}/way/wait/", {"why": why}, follow=True)
        assert "is on the waiting list, and gets a mail when another way opens" in text(page)
    invited(mette)

    shown = text(mette.get("/users/on-the-way/?show=waiting"))

    assert "3 employees wait because their passport or ID card cannot be scanned." in shown
    assert "No chip in the passport or ID card 2" in shown
    assert "The face is not recognised 1" in shown
    assert "Diana Petrescu" not in shown
    assert {row.recorded_by for row in Waiting.objects.all()} == {people.mette.ref}
    user = BusinessUser.objects.get(email="e2@nordby.example")
    assert "The user waits: the passport or ID card cannot be scanned" in text(
        mette.get(f"/users/{user.ref}/")
    )
    assert "Waits for another way to prove who they are The face is not recognised" in text(mette.get("/"))
    mette.post(f"/users/{user.ref}/way/leave/")
    assert "The face is not recognised" not in text(mette.get("/users/on-the-way/?show=waiting"))


@pytest.mark.parametrize("why", ["", "nonsense", "x" * 4000])
def test_without_a_reason_nobody_waits(mette: Client, why: str) -> None:
    link = invited(mette, language="en")
    assert "Choose the reason that fits best" in waits(link, why) or "Choose one of the" in waits(link, why)
    page = mette.post(f"/users/{diana().ref}/way/wait/", {"why": why})
    assert page.status_code == 200
    assert not Waiting.objects.exists()
    assert diana().state == UserState.INVITED


@pytest.mark.requirement("A5")
def test_nobody_else_records_it_or_ends_it(mette: Client, people: Nordby) -> None:
    invited(mette)
    path = f"/users/{diana().ref}/way/"
    auditor = at(a_user(people.organisation, "Aud Itor", Role.AUDITOR))
    for other in (at(sydby().sigrid), auditor, at(people.anna)):
        assert other.post(f"{path}wait/", {"why": "face"}).status_code in {403, 404}
        assert other.post(f"{path}leave/").status_code in {403, 404}
    assert at(BusinessUser.objects.get(name="Sigrid Sydby")).get(path).status_code == 404
    assert not Waiting.objects.exists()


def test_whose_identity_is_confirmed_waits_for_nothing(mette: Client) -> None:
    invited(mette)
    BusinessUser.objects.filter(email=EMAIL).update(state=UserState.IDENTITY_CONFIRMED)
    assert mette.post(f"/users/{diana().ref}/way/wait/", {"why": "face"}).status_code == 403
    assert not Waiting.objects.exists()


def test_when_a_way_opens_all_who_wait_are_told_once(
    mette: Client, settings: Settings, clock: time_machine.Traveller
) -> None:
    olga = operator(settings)
    waits(invited(mette, language="pl"))
    mette.post("/users/new/", FORM | {"name": "Ilie Campeanu", "email": "ilie@nordby.example"})
    Notice.objects.all().delete()
    clock.shift(timedelta(days=3))

    page = at(olga).post("/operator/ways/", WAY, follow=True)
    assert "The way is open. All who wait are told by mail." in text(page)
    assert tell(clocks.now()) == 1
    assert tell(clocks.now()) == 0

    (mail,) = Notice.objects.all()
    assert (mail.to, mail.language) == (EMAIL, "pl")
    assert mail.subject == "Jest już inny sposób potwierdzenia, kim jesteś"
    assert "At the town hall" in mail.body
    assert "&lt;your&gt; passport" in mail.html
    assert "1 employee has been told" in text(at(olga).get("/operator/ways/"))
    shown = Client(headers={"accept-language": "en"}).get(link_in(mail)).content.decode()
    assert "At the town hall" in shown
    assert diana().state == UserState.WAITING, "nothing but the mail has happened"


def test_many_who_wait_are_told_by_and_by_and_who_comes_later_reads_it_on_the_page(
    mette: Client, olga: Client, people: Nordby
) -> None:
    now = clocks.now()
    for number in range(60):
        user = a_user(people.organisation, f"W{number} Aiting", state=UserState.WAITING)
        Waiting.objects.create(ref=f"w{number}", user=user, why=Why.FACE, recorded_by="x", since=now)
    olga.post("/operator/ways/", WAY)
    assert [tell(now), tell(now), tell(now)] == [50, 10, 0]
    assert Notice.objects.filter(kind="mail").count() == 60

    link = invited(mette, language="en")
    assert "At the town hall" in text(Client().get(link))
    assert "There is no other way for now" not in text(Client().get(link))


@pytest.mark.requirement("A7")
def test_only_the_operator_opens_a_way_and_only_a_whole_one(mette: Client, olga: Client) -> None:
    assert mette.get("/operator/ways/").status_code == 403
    assert mette.post("/operator/ways/", WAY).status_code == 403
    for field in WAY:
        assert olga.post("/operator/ways/", WAY | {field: " "}).status_code == 400
    assert olga.post("/operator/ways/", WAY | {"name_en": "x" * 101}).status_code == 400
    assert not ProofingWay.objects.exists()


@pytest.mark.requirement("A7")
def test_nobody_but_the_operator_opens_a_way_past_the_page(people: Nordby) -> None:
    texts = {"da": "Tekst", "nl": "Tekst", "en": "Text"}
    done = actions.open_way(texts, texts, by=acting(people.mette), at=clocks.now())
    assert done == Refusal(Reason.NOT_PERMITTED, about="operate_platform")
    assert not ProofingWay.objects.exists()


@pytest.mark.requirement("A5")
def test_nobody_else_records_it_or_ends_it_past_the_pages(mette: Client) -> None:
    a_candidate(mette)
    sigrid, now = acting(sydby().sigrid), clocks.now()
    deeds = (
        actions.record_waiting(diana().ref, Why.FACE, by=sigrid, at=now),
        actions.end_waiting(diana().ref, by=sigrid, at=now),
        actions.send_preparation(diana().ref, by=sigrid, at=now),
    )
    assert deeds == (Refusal(Reason.NOT_FOUND, about="user"),) * 3
    assert not Waiting.objects.exists()

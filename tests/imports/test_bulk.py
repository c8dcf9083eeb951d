"""Stories of those who wait: activated alone or many at a time, their letters, taken off the list."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.bulk import rules, tasks
from fuldmagt.onboarding.invitations.queries import sent_lately
from fuldmagt.onboarding.models import BulkActivation, HandoverCode, TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary import clock as the_clock
from tests.administration.conftest import At
from tests.administration.pages import heading, links, names, words
from tests.cast import Nordby, Sydby, log_in
from tests.imports.files import ANDERS, BENTE, CARL, activate_all, imported

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5", "B8")]


def waiting() -> list[str]:
    found = BusinessUser.objects.filter(state=UserState.IMPORTED).order_by("name")
    return list(found.values_list("ref", flat=True))


def codes_on(page: Any) -> list[str]:
    found = re.findall(r'class="fm-code[^"]*">(.*?)</p>', page.content.decode(), flags=re.S)
    return [re.sub(r"\D", "", re.sub(r"<[^>]+>", "", code)) for code in found]


def test_one_is_activated_as_a_user_created_alone(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    anders = BusinessUser.objects.get(name="Anders Lund")
    assert "imported and not yet invited" in words(mette.get(f"/users/{anders.ref}/"))
    page = mette.post(f"/users/{anders.ref}/invite/", follow=True)

    assert heading(page) == "Hand this code over to Anders Lund"
    (code,) = codes_on(page)
    assert hashes.is_code(code, TemporaryCode.objects.get(user=anders).code)
    assert Notice.objects.get().to == "anders@nordby.example"
    assert names(mette.get("/imports/")) == ["Bente Krogh"]
    entry = PendingEntry.objects.filter(subject=anders.ref).latest("pk")
    assert (entry.event, entry.facts["before"], entry.facts["after"]) == (
        Event.INVITATION_SENT,
        "imported",
        "invited",
    )


@pytest.mark.parametrize("deed", ["resend", "new-code"])
def test_half_an_activation_is_none(mette: Client, nordby: Nordby, deed: str) -> None:
    imported(mette, ANDERS)
    (anders,) = waiting()
    assert mette.post(f"/users/{anders}/{deed}/").status_code == 403
    assert waiting() == [anders]


def test_those_chosen_are_activated_and_their_codes_printed_once(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE, CARL)
    chosen = waiting()[:2]
    page = mette.post("/imports/chosen/", {"do": "activate", "user": chosen}, follow=True)
    assert "0 of 2 users activated" in words(page)
    activate_all()

    assert names(mette.get("/imports/")) == ["Carl Emil Ditlev"]
    assert "2 letters with temporary codes wait to be printed" in words(mette.get("/imports/"))
    assert {notice.to for notice in Notice.objects.all()} == {"anders@nordby.example", "bente@nordby.example"}
    page = mette.get("/imports/letters/")
    assert codes_on(page) == []
    assert "Anders Lund" in words(page)

    page = mette.post("/imports/letters/")
    assert page["Cache-Control"] == "no-store"
    codes = codes_on(page)
    for ref, code in zip(chosen, codes, strict=True):
        assert hashes.is_code(code, TemporaryCode.objects.get(user__ref=ref).code)
    assert not any(code in notice.body + notice.html for code in codes for notice in Notice.objects.all())
    assert not HandoverCode.objects.exists()
    shown = PendingEntry.objects.filter(event=Event.LETTERS_SHOWN)
    assert {entry.subject for entry in shown} == set(chosen)
    assert mette.post("/imports/letters/").status_code == 404
    assert "/imports/letters/" not in links(mette.get("/imports/"))


def test_a_letter_is_in_the_language_of_its_reader(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    BusinessUser.objects.filter(name="Bente Krogh").update(language="nl")
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    page = mette.post("/imports/letters/").content.decode()
    assert page.count('<article class="fm-letter fm-one-of-many" lang="da">') == 1
    assert page.count('<article class="fm-letter fm-one-of-many" lang="nl">') == 1
    assert "Din midlertidige kode" in page
    assert "Uw tijdelijke code" in page


def test_codes_that_wait_are_sealed_and_forgotten_when_they_end(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller
) -> None:
    imported(log_in(mette, nordby.mette), ANDERS)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    kept = HandoverCode.objects.get()
    assert not re.search(r"\b\d{8}\b", kept.sealed)
    clock.shift(timedelta(days=31))
    tasks.forget(the_clock.now())
    assert not HandoverCode.objects.exists()


def test_a_letter_whose_code_has_been_replaced_is_not_printed(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    anders = BusinessUser.objects.get(name="Anders Lund")
    mette.post(f"/users/{anders.ref}/new-code/")
    assert len(codes_on(mette.post("/imports/letters/"))) == 1


def test_everyone_means_those_who_were_there_then(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller
) -> None:
    imported(log_in(mette, nordby.mette), ANDERS)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    clock.shift(timedelta(minutes=1))
    imported(mette, BENTE)
    activate_all()
    assert names(mette.get("/imports/")) == ["Bente Krogh"]


def test_mails_go_out_at_a_limited_pace(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller, settings: Settings
) -> None:
    settings.MAIL_RATE = 2
    imported(log_in(mette, nordby.mette), ANDERS, BENTE, CARL)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    for _ in range(3):
        tasks.activate(the_clock.now())
    assert Notice.objects.count() == 2
    assert "2 of 3 users activated" in words(mette.get("/imports/"))
    clock.shift(timedelta(seconds=61))
    tasks.activate(the_clock.now())
    assert Notice.objects.count() == 3
    assert BulkActivation.objects.get().state == "done"


def test_many_mails_of_one_import_keep_nobody_from_inviting_one(
    mette: Client, nordby: Nordby, settings: Settings
) -> None:
    imported(mette, ANDERS, BENTE)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    sent = sent_lately(nordby.organisation.ref, at=the_clock.now())
    assert (sent.from_organisation, sent.from_platform) == (0, 0)


def test_it_is_stopped_and_the_others_stay_on_the_list(
    mette: Client, nordby: Nordby, settings: Settings
) -> None:
    settings.MAIL_RATE = 1
    imported(mette, ANDERS, BENTE)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    tasks.activate(the_clock.now())
    running = BulkActivation.objects.get()
    page = mette.post(f"/imports/bulk/{running.ref}/stop/", follow=True)
    assert "Nobody more is activated. Those who have been stay so." in words(page)
    tasks.activate(the_clock.now() + timedelta(hours=1))
    assert len(waiting()) == 1
    assert mette.post(f"/imports/bulk/{running.ref}/stop/").status_code == 403


def test_it_does_not_outlive_the_role_of_who_began_it(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    nordby.mette.roles_held.all().delete()
    tasks.activate(the_clock.now())
    assert BulkActivation.objects.get().state == "stopped"
    assert len(waiting()) == 1
    assert not Notice.objects.exists()
    assert PendingEntry.objects.filter(event=Event.BULK_ACTIVATION_STOPPED, actor="worker").exists()


def test_one_at_a_time(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    mette.post("/imports/chosen/", {"do": "activate", "user": waiting()[:1]})
    page = mette.post("/imports/chosen/", {"do": "activate-all"})
    assert "Imported users are being activated already." in words(page)
    assert BulkActivation.objects.count() == 1


def test_a_worker_that_dies_leaves_the_rest_to_another(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller
) -> None:
    imported(log_in(mette, nordby.mette), ANDERS, BENTE)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    BulkActivation.objects.update(leased_until=the_clock.now() + rules.LEASE)
    tasks.activate(the_clock.now())
    assert len(waiting()) == 2
    clock.shift(rules.LEASE + timedelta(seconds=1))
    tasks.activate(the_clock.now())
    assert waiting() == []


def test_those_chosen_are_taken_off_the_list_for_good(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    (anders, bente) = waiting()
    page = mette.post("/imports/chosen/", {"do": "remove", "user": [anders]}, follow=True)
    assert "1 user is off the list." in words(page)
    assert waiting() == [bente]
    assert BusinessUser.objects.get(ref=anders).state == UserState.CLOSED
    entry = PendingEntry.objects.filter(subject=anders).latest("pk")
    assert (entry.event, entry.actor) == (Event.USER_CLOSED, nordby.mette.ref)


@pytest.mark.parametrize("do", ["activate", "remove"])
def test_nobody_but_imported_users_of_the_own_organisation_can_be_chosen(
    mette: Client, nordby: Nordby, sydby: Sydby, at: At, do: str
) -> None:
    imported(at(sydby.sigrid), ("Ane Vind", "01-01-1990", "ane@sydby.example", ""))
    (ane,) = waiting()
    for ref in (ane, nordby.anna.ref, "nobody", "x" * 500):
        page = mette.post("/imports/chosen/", {"do": do, "user": [ref]}, follow=True)
        assert "Those users do not wait here any more." in words(page)
    assert waiting() == [ane]
    assert not BulkActivation.objects.exists()
    assert BusinessUser.objects.get(pk=nordby.anna.pk).state == UserState.ACTIVE


def test_nothing_ticked_is_said(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS)
    page = mette.post("/imports/chosen/", {"do": "remove"}, follow=True)
    assert "Tick the users first." in words(page)

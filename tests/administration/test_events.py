"""Stories of the events of the whole organisation (C6)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.audit.tasks import sequence
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import persons
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.events.kinds import KINDS
from fuldmagt.web.events.sentences import DONE, REFUSED
from fuldmagt.web.events.views import OF_EACH
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import links, rows, words
from tests.cast import Nordby, Sydby
from tests.conftest import MONDAY

pytestmark = pytest.mark.requirement("C6")


def test_who_did_what_when_and_how_it_ended(clock: time_machine.Traveller, at: At, nordby: Nordby) -> None:
    at(nordby.mette).post(f"/users/{nordby.anna.ref}/steps/suspend/", {"reason": "Leave"})
    (row,) = rows(at(nordby.mette).get("/events/"))
    assert "Mette Lundager suspended Anna Holmstrup Reason: Leave Mette Lundager Done" in row


def test_times_are_those_of_the_organisation(clock: time_machine.Traveller, at: At, nordby: Nordby) -> None:
    mette = at(nordby.mette)
    mette.post(f"/users/{nordby.anna.ref}/steps/suspend/")
    assert "2 Mar 2026, 10:00" in words(mette.get("/events/"))
    nordby.organisation.country = "FI"
    nordby.organisation.save()
    assert "2 Mar 2026, 11:00" in words(mette.get("/events/"))


def test_a_deed_about_several_is_one_line(mette: Client, nordby: Nordby) -> None:
    with deed(
        Event.MEANS_ADDED, by=nordby.anna.ref, at=MONDAY, organisation=nordby.organisation.ref
    ) as entry:
        entry.about(nordby.anna.ref, "an-authenticator")
        entry.facts(kind="passkey")
    (row,) = rows(mette.get("/events/"))
    assert "Anna Holmstrup took a means of login into use: Passkey" in row


def test_what_was_refused_says_why_and_can_be_looked_at_alone(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/steps/suspend/")
    mette.post(f"/users/{nordby.birthe.ref}/steps/close/")
    (refused,) = rows(mette.get("/events/?refused=on"))
    assert "Mette Lundager wanted to close the user Birthe Nordahl" in refused
    assert "This is the only organisation administrator there is." in refused
    assert refused.endswith("Refused")
    assert len(rows(mette.get("/events/"))) == 2


def test_the_list_is_narrowed_by_kind_person_and_day(mette: Client, birthe: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/steps/suspend/")
    birthe.post("/roles/give/", {"who": nordby.bodil.email, "role": "auditor"})
    with deed(
        Event.USER_CREATED,
        by=nordby.mette.ref,
        at=MONDAY - timedelta(days=30),
        organisation=nordby.organisation.ref,
    ) as entry:
        entry.about(nordby.bodil.ref)

    def found(query: str) -> int:
        return len(rows(mette.get(f"/events/?{query}")))

    assert found("") == 3
    assert found("kind=rights") == 1
    assert found("who=Birthe") == 1
    assert found("who=Nobody") == 0
    assert found("since=2026-01-01&until=2026-01-31") == 1
    assert found("since=2026-02-01&until=2026-02-01") == 0
    assert "No event fits the search" in words(mette.get("/events/?who=Nobody"))


@pytest.mark.parametrize("sequenced", ["before", "never", "between"])
def test_older_events_are_a_click_away_and_no_page_shifts(
    mette: Client, nordby: Nordby, sequenced: str
) -> None:
    """Whether the sequencer has numbered the entries, has not come to it, or does so meanwhile."""
    for number in range(70):
        _logs_in(nordby, number)
    if sequenced == "before":
        sequence()
    seen, url = [], "/events/"
    while url:
        page = mette.get(url)
        seen += rows(page)
        if sequenced == "between":
            sequence()
        _logs_in(nordby, 100 + len(seen))
        older = [link for link in links(page) if "before=" in link]
        url = f"/events/{older[0]}" if older and len(seen) < 70 else ""
    assert len(seen) == len(set(seen)) == 70


def _logs_in(nordby: Nordby, minutes: int) -> None:
    organisation, at = nordby.organisation.ref, MONDAY + timedelta(minutes=minutes)
    with deed(Event.SIGN_IN_FINISHED, by=nordby.anna.ref, at=at, organisation=organisation) as entry:
        entry.about(nordby.anna.ref)


def test_an_entry_that_is_not_there_has_nothing_before_it(mette: Client, nordby: Nordby) -> None:
    _logs_in(nordby, 1)
    for before in ("7", "nobody", "x" * 500, "a\0b"):
        assert rows(mette.get("/events/", {"before": before})) == []


def test_another_organisations_events_are_nobodys(
    mette: Client, at: At, nordby: Nordby, sydby: Sydby
) -> None:
    at(sydby.sigrid).post(f"/users/{sydby.soren.ref}/steps/suspend/")
    assert rows(mette.get("/events/")) == []
    assert len(rows(at(sydby.sigrid).get("/events/"))) == 1


def test_the_log_forgets_an_erased_person_and_still_tells_the_deed(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/steps/suspend/", {"reason": "Ill since May"})
    persons.erase(nordby.anna.key_name)
    (row,) = rows(mette.get("/events/"))
    assert "Ill since May" not in row
    assert "suspended Anna Holmstrup" in row


def test_each_event_has_words_for_done_and_for_refused_in_three_languages() -> None:
    for event in Event:
        for language in ("da", "nl", "en"):
            with translation.override(language):
                names = {"who": "WHO", "whom": "WHOM", "what": "WHAT"}
                assert str(DONE[event]) % names
                assert str(REFUSED[event]) % names
    assert set(DONE) == set(REFUSED) == set(Event)


def test_every_event_of_a_kind_exists_and_belongs_to_one_kind() -> None:
    kinds = [events for _title, events in KINDS.values()]
    assert all(kinds)
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))


@pytest.mark.parametrize("event", Event)
def test_every_event_can_be_told(mette: Client, nordby: Nordby, event: Event) -> None:
    for outcome in (None, Refusal(Reason.NOT_PERMITTED)):
        with deed(event, by="the-worker", at=MONDAY, organisation=nordby.organisation.ref) as entry:
            entry.about(nordby.anna.ref)
            if outcome:
                entry.refused(outcome)
    told_of_each = f"/users/{nordby.anna.ref}/events/"
    refused, done = rows(mette.get(told_of_each if event in OF_EACH else "/events/"))
    assert "%(" not in refused + done
    assert (refused.endswith("Refused"), done.endswith("Done")) == (True, True)


def test_an_auditor_reads_them_and_a_payroll_clerk_does_not(at: At, nordby: Nordby) -> None:
    auditor = cast.a_user(nordby.organisation, "Astrid Revisor", Role.AUDITOR)
    payroll = cast.a_user(nordby.organisation, "Lone Løn", Role.PAYROLL)
    assert at(auditor).get("/events/").status_code == 200
    assert at(payroll).get("/events/").status_code == 403

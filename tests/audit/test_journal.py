"""What happens is written down, or does not happen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from fuldmagt.audit import queries, tasks
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.audit.models import Entry, PendingEntry
from fuldmagt.secrets import persons
from fuldmagt.vocabulary.refusals import Reason, Refusal

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NORDBY = "dk:cvr:20000015"


def a_deed(number: int, *, subject: str = "anna") -> None:
    with deed(
        Event.USER_CHANGED, by="mette", at=MONDAY + timedelta(minutes=number), organisation=NORDBY
    ) as entry:
        entry.about(subject)
        entry.facts(number=number)


def test_a_deed_leaves_one_entry_for_each_subject():
    with deed(Event.RIGHT_GIVEN, by="mette", at=MONDAY, organisation=NORDBY) as entry:
        entry.about("anna", "se-sag:kommunal-sagsbehandler", "anna")

    assert sorted(PendingEntry.objects.values_list("subject", "event", "outcome")) == [
        ("anna", "right.given", "done"),
        ("se-sag:kommunal-sagsbehandler", "right.given", "done"),
    ]


def test_a_refused_deed_is_written_down_with_its_reason():
    with deed(Event.ROLE_WITHDRAWN, by="mette", at=MONDAY, organisation=NORDBY) as entry:
        entry.about("birthe")
        answer = entry.refused(Refusal(Reason.LAST_ADMINISTRATOR, about="birthe"))

    assert answer.reason is Reason.LAST_ADMINISTRATOR
    assert PendingEntry.objects.get().outcome == "last_administrator"


def a_deed_that_breaks() -> None:
    with deed(Event.USER_CHANGED, by="mette", at=MONDAY) as entry:
        entry.about("anna")
        raise DatabaseError


def test_a_deed_that_breaks_leaves_nothing():
    with pytest.raises(DatabaseError):
        a_deed_that_breaks()

    assert not PendingEntry.objects.exists()


def test_personal_fields_are_ciphertext_and_gone_with_the_persons_key():
    with deed(Event.USER_CHANGED, by="mette", at=MONDAY, organisation=NORDBY) as entry:
        entry.about("anna")
        entry.personal("person-of-anna", email="anna.holm@nordby.example")
    tasks.sequence()
    written = Entry.objects.get()

    assert "nordby.example" not in written.personal
    assert queries.personal(written) == {"email": "anna.holm@nordby.example"}

    persons.erase("person-of-anna")
    assert queries.personal(written) == {}
    assert tasks.first_break() is None


def test_the_sequencer_numbers_without_gaps_and_each_entry_follows_the_one_before():
    for number in range(5):
        a_deed(number)
    assert tasks.sequence() == 5
    a_deed(5)
    assert tasks.sequence() == 1
    assert tasks.sequence() == 0

    entries = list(Entry.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]
    assert tasks.first_break() is None


@pytest.mark.parametrize("change", [{"outcome": "done!"}, {"actor": "ole"}, {"number": 40}])
def test_a_changed_entry_is_found(change):
    for number in range(5):
        a_deed(number)
    tasks.sequence()
    Entry.objects.filter(number=3).update(**change)

    assert tasks.first_break() == 3


def test_a_missing_entry_is_found_at_the_end_too():
    for number in range(5):
        a_deed(number)
    tasks.sequence()
    Entry.objects.filter(number=5).delete()

    assert tasks.first_break() == 5


def test_an_organisation_reads_its_own_entries_newest_first_numbered_or_not():
    a_deed(1)
    a_deed(2)
    tasks.sequence()
    a_deed(3)
    with deed(Event.USER_CHANGED, by="x", at=MONDAY, organisation="dk:cvr:20000023") as entry:
        entry.about("anna")

    told = queries.of_subject("anna", organisation=NORDBY)
    assert [entry.facts["number"] for entry in told] == [3, 2, 1]
    older = queries.of_organisation(NORDBY, before=told[1].uid)
    assert [entry.facts["number"] for entry in older] == [1]

"""Two at once, and a worker that dies in between: every row once, every user once, all or none."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.bulk import actions as bulk
from fuldmagt.onboarding.imports import actions, rules, staging, tasks
from fuldmagt.onboarding.imports.reading import Row
from fuldmagt.onboarding.models import Import, ImportRow
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as the_clock
from fuldmagt.vocabulary.refusals import Refusal
from tests import cast
from tests.cast import Nordby
from tests.imports.files import activate_all, csv_of, looked_through, read_all, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("B5")]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CROWD = 6


def many(count: int) -> str:
    """A file of people of whom no two are alike."""
    return csv_of(
        *(
            (f"Per {LETTERS[n // 26 % 26]}{LETTERS[n % 26]}{LETTERS[n // 676]}o Holm",
             f"{n % 28 + 1:02}-{n % 12 + 1:02}-1980", f"p{n}@nordby.example", "Jobcenter Nordby")
            for n in range(count)
        )
    )  # fmt: skip


def all_at_once(deed: Callable[[], object]) -> list[object]:
    """What a crowd gets that does the same thing in the same moment."""
    together = Barrier(CROWD)

    def done(_: int) -> object:
        together.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(done, range(CROWD)))


@pytest.fixture
def browser(transactional_db: None) -> tuple[Client, Nordby]:
    nordby = cast.nordby()
    return cast.log_in(Client(headers={"accept-language": "en"}), nordby.mette), nordby


def test_of_many_who_confirm_at_once_one_does(browser: tuple[Client, Nordby]) -> None:
    mette, nordby = browser
    of, _ = looked_through(mette, many(300))
    by, at = cast.acting(nordby.mette), the_clock.now()
    answers = all_at_once(lambda: actions.confirm(of.ref, by=by, at=at))

    assert sum(not isinstance(answer, Refusal) for answer in answers) == 1
    assert BusinessUser.objects.filter(state=UserState.IMPORTED).count() == 300
    assert PendingEntry.objects.filter(event=Event.USER_IMPORTED).count() == 300
    assert PendingEntry.objects.filter(event=Event.IMPORT_CONFIRMED, outcome="done").count() == 1


def test_confirming_and_cancelling_at_once_is_one_of_both(browser: tuple[Client, Nordby]) -> None:
    mette, nordby = browser
    of, _ = looked_through(mette, many(50))
    by, at = cast.acting(nordby.mette), the_clock.now()
    deeds: Iterator[Callable[..., object]] = iter([actions.confirm, actions.cancel] * CROWD)
    answers = all_at_once(lambda: next(deeds)(of.ref, by=by, at=at))

    assert sum(not isinstance(answer, Refusal) for answer in answers) == 1
    of.refresh_from_db()
    there = BusinessUser.objects.filter(state=UserState.IMPORTED).count()
    assert there == (50 if of.state == "confirmed" else 0)


def test_workers_that_read_at_once_read_each_row_once(browser: tuple[Client, Nordby]) -> None:
    mette, _ = browser
    upload(mette, many(1200))
    all_at_once(lambda: tasks.go_on(Import.objects.select_related("organisation").get(), at=the_clock.now()))
    read_all()
    of = Import.objects.get()
    assert (of.state, of.rows, of.faulty) == ("ready", 1200, 0)
    assert ImportRow.objects.count() == 1200
    assert BusinessUser.with_staged.filter(staged_in=of.ref).count() == 1200
    assert PendingEntry.with_held.filter(held=of.ref).count() == 1200


def test_where_a_worker_died_another_goes_on(
    browser: tuple[Client, Nordby], clock: time_machine.Traveller
) -> None:
    mette, nordby = browser
    cast.log_in(mette, nordby.mette)
    upload(mette, many(1200))
    of = Import.objects.select_related("organisation").get()
    of.leased_until = the_clock.now() + rules.LEASE
    of.save()
    tasks.go_on(of, at=the_clock.now(), most=rules.CHUNK)
    Import.objects.update(leased_until=the_clock.now() + rules.LEASE)  # it died before it could let go
    assert Import.objects.get().rows == rules.CHUNK
    page = mette.get(f"/imports/{of.ref}/progress.json").json()
    assert (page["rows"], page["total"], page["state"]) == (rules.CHUNK, 1200, "reading")

    tasks.read(the_clock.now())
    assert Import.objects.get().rows == rules.CHUNK
    clock.shift(rules.LEASE + timedelta(seconds=1))
    read_all()
    assert Import.objects.get().state == "ready"
    assert ImportRow.objects.count() == 1200
    assert list(ImportRow.objects.order_by("number").values_list("number", flat=True)) == list(range(2, 1202))


def test_a_worker_that_dies_within_a_chunk_has_written_nothing_of_it(browser: tuple[Client, Nordby]) -> None:
    mette, _ = browser
    upload(mette, many(20))
    of = Import.objects.select_related("organisation").get()
    by = staging.reader(of, at=the_clock.now())
    rows: list[Row] = [(2, ["Anders Lund", "03-07-1990", "anders@nordby.example", ""])]
    ImportRow.objects.create(of=of, number=2, cells="")  # what the constraint will not have twice
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        staging.stage(rows, by)
    of.refresh_from_db()
    assert of.rows == 0
    assert not BusinessUser.with_staged.filter(staged_in=of.ref).exists()
    assert not PendingEntry.with_held.filter(held=of.ref).exists()


@pytest.mark.requirement("B8")
def test_letters_that_many_ask_for_at_once_are_shown_once(browser: tuple[Client, Nordby]) -> None:
    mette, nordby = browser
    of, _ = looked_through(mette, many(8))
    mette.post(f"/imports/{of.ref}/confirm/")
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    by, at = cast.acting(nordby.mette), the_clock.now()
    answers = all_at_once(lambda: bulk.show_letters(by=by, at=at))
    shown = [answer for answer in answers if isinstance(answer, list)]
    assert [len(letters) for letters in shown] == [8]

"""A provider recognises advisers by number and licence, is reminded, renews and ends (F5, F7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider
from fuldmagt.mandates.advisers import tasks
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.clock import now
from tests import cast
from tests.administration.pages import field, rows, words
from tests.console.cast import at_work
from tests.sign_in.conftest import Adviser as Balans

pytestmark = pytest.mark.requirement("F7")

ADD = "/provider/pension/advisers/add/"
BALANS = "nl:kvk:90000002"
LICENCE = {"licence": "AFM 12-34567", "checked_by": "Wim Licht"}


@pytest.fixture
def console(balans: Balans) -> Client:
    """Wim, who looks after the pension provider."""
    own = cast.an_organisation("Pensioenfonds", ref="nl:kvk:90000050", country="NL")
    Provider.objects.filter(ref="pension").update(organisation=own)
    world = balans.portal
    Adviser.objects.create(
        ref="known", provider=world.service.provider, organisation=world.balans, starts_at=cast.NEW_YEAR
    )
    giver = cast.an_organisation("Rederij", ref="nl:kvk:90000060", category="company", state="represented")
    Grant.objects.create(
        ref="granted",
        giver=giver,
        receiver=world.balans,
        right=world.view,
        confirmed=True,
        starts_at=cast.NEW_YEAR,
    )
    cast.gives(world.jonas, world.view)
    return at_work(cast.a_user(own, "Wim Licht", Role.PROVIDER_ADMINISTRATOR))


def test_an_adviser_is_recognised_after_its_name_is_seen(console: Client) -> None:
    Adviser.objects.all().delete()
    seen = console.post(ADD, {"number": "nl:kvk:90000002", **LICENCE})
    assert "Balans Advies" in words(seen)
    assert "Recognise Balans Advies" in words(seen)
    assert not Adviser.objects.exists()

    typed = {"number": BALANS, **LICENCE, "until": "2027-06-30", "save": "yes"}
    page = console.post(ADD, typed, follow=True)

    assert "Balans Advies is recognised as adviser now." in words(page)
    assert rows(page)[0].startswith(
        f"Balans Advies {BALANS} AFM 12-34567 2 March 2026 Wim Licht 30 June 2027 Recognised"
    )
    (row,) = Adviser.objects.all()
    assert row.ends_at == datetime(2027, 6, 30, 22, 0, tzinfo=UTC)
    assert of_subject(BALANS, organisation="nl:kvk:90000050")[0].event == "adviser.recognised"
    again = console.post(ADD, typed)
    assert again.status_code == 409
    assert "This organisation is recognised already." in words(again)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(console: Client) -> None:
    Adviser.objects.all().delete()
    typed = {"number": "nl:kvk:90000099", "licence": " ", "checked_by": "Ö", "until": "2026-03-01"}
    told = console.post(ADD, typed | {"save": "yes"})
    assert told.status_code == 400
    assert "Write the number of the licence." in words(told)
    assert "This day has passed." in words(told)
    assert field(told, "checked_by") == "Ö"
    unknown = console.post(ADD, {"number": "nl:kvk:90000099", **LICENCE, "save": "yes"})
    assert "The company register does not know this number." in words(unknown)
    assert not Adviser.objects.exists()
    assert not Organisation.objects.filter(ref="nl:kvk:90000099").exists()


@pytest.mark.requirement("F5")
def test_ending_a_recognition_ends_what_was_granted_at_once(console: Client, balans: Balans) -> None:
    row = Adviser.objects.get()
    balans.jonas.logs_in(balans.address)
    assert "Rederij" in balans.jonas.text
    asked = words(console.get(f"/provider/advisers/{row.ref}/end/"))
    assert "One customer has given it access in the portal." in asked
    assert "Rederij" not in asked

    page = console.post(f"/provider/advisers/{row.ref}/end/", follow=True)

    assert "Balans Advies is not recognised any more." in words(page)
    assert "Ended" in rows(page)[0]
    row.refresh_from_db()
    assert (row.state, row.revoked_at) == ("revoked", now())
    gone = console.get(f"/provider/advisers/{row.ref}/")
    assert "This recognition has been ended. Recognise the adviser anew." in words(gone)
    balans.jonas.logs_in(balans.address)
    assert "Rederij" not in balans.jonas.text
    assert of_subject(BALANS, organisation="nl:kvk:90000050")[0].event == "adviser.ended"


def test_a_provider_is_reminded_once_and_renews(console: Client, clock: time_machine.Traveller) -> None:
    end = now() + timedelta(days=31)
    Adviser.objects.update(ends_at=end, licence="AFM 1")
    assert tasks.remind(now()) == 0
    clock.shift(timedelta(days=2))
    assert (tasks.remind(now()), tasks.remind(now())) == (1, 0)
    mail = Notice.objects.get(to__startswith="wim")
    assert "AFM 1" in mail.body

    console = at_work(BusinessUser.objects.get(name="Wim Licht"))
    row = Adviser.objects.get()
    assert "Ends soon" in rows(console.get("/provider/pension/advisers/"))[0]
    seen = field(console.get(f"/provider/advisers/{row.ref}/"), "seen")
    until = date(2027, 12, 31).isoformat()
    renewed = {**LICENCE, "until": until, "seen": seen}
    assert "is changed." in words(console.post(f"/provider/advisers/{row.ref}/", renewed, follow=True))
    second = console.post(f"/provider/advisers/{row.ref}/", renewed | {"licence": "Other"})
    assert second.status_code == 409
    assert "Somebody changed this after you opened it." in words(second)
    row.refresh_from_db()
    assert (row.licence, row.checked_at) == ("AFM 12-34567", now())
    assert tasks.remind(now()) == 0


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_providers_advisers_are_not_there(console: Client, method: str) -> None:
    row = Adviser.objects.get()
    stranger = cast.an_organisation("Other", ref="dk:cvr:20000066")
    other = at_work(cast.a_user(stranger, "Olga Other", Role.PROVIDER_ADMINISTRATOR))
    typed = {"number": BALANS, **LICENCE, "save": "yes"}
    for path in (
        "pension/advisers/",
        "pension/advisers/add/",
        f"advisers/{row.ref}/",
        f"advisers/{row.ref}/end/",
    ):
        assert getattr(other, method)(f"/provider/{path}", typed).status_code in {404, 405}
    row.refresh_from_db()
    assert (row.state, row.licence) == ("active", "")
    assert Adviser.objects.count() == 1

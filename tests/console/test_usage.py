"""A provider sees how many logins were let in and refused, and why: numbers, and nobody's name (X2)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from tests.administration.pages import heading, rows, words
from tests.by_hand import changed
from tests.console.cast import at_work
from tests.oidc.conftest import World
from tests.oidc.party import answer_in

pytestmark = pytest.mark.requirement("X2")

USAGE = "/provider/services/se-sag/usage/"


def test_logins_are_counted_by_day_and_refusals_by_reason(
    console: Client, world: World, clock: time_machine.Traveller
) -> None:
    assert answer_in(world.anna.logs_in(world.party.address()))["code"]
    world.code()
    Assignment.objects.update(state="revoked")
    changed()
    assert world.anna.logs_in(world.party.address()).endswith("/refused")
    clock.shift(timedelta(days=1))
    Assignment.objects.update(state="active")
    Service.objects.filter(ref="se-sag").update(keeps_customers=True)
    changed()
    assert world.anna.logs_in(world.party.address()).endswith("/refused")
    console = at_work(BusinessUser.objects.get(name="Inger Falk"))

    page = console.get(USAGE)

    assert heading(page) == "2 logins to Se Sag were refused"
    told = rows(page)
    assert told[28:30] == ["2 March 2026 2 1", "3 March 2026 0 1"]
    reasons = [row for row in told if "2026" not in row]
    assert len(reasons) == 2
    assert any("not among the customers" in row for row in reasons)
    assert f'href="{USAGE.replace("usage", "customers")}"' in page.content.decode()
    assert "Anna" not in words(page)
    assert "Nordby" not in words(page)
    assert len([row for row in rows(console.get(USAGE, {"days": "7"})) if "2026" in row]) == 7
    file = console.get("/provider/services/se-sag/usage.csv", {"days": "7"}).content.decode()
    assert "2026-03-02;2;1" in file


def test_what_another_service_or_provider_let_in_is_not_counted(console: Client, world: World) -> None:
    assert answer_in(world.anna.logs_in(world.party.address()))["code"]
    aes = Provider.objects.get(ref="aes")
    Service.objects.create(ref="second", provider=aes, name="Second", data_class="ordinary")
    assert heading(console.get("/provider/services/second/usage/")) == "Nobody has logged in to Second"
    assert "No login was refused in these days" in words(console.get(USAGE))
    assert heading(console.get(USAGE)) == "Every login to Se Sag was let in"


@pytest.mark.requirement("A5")
def test_it_is_for_the_provider_alone(console: Client, world: World) -> None:
    other = Provider.objects.create(ref="other", name="Other", sector="public", state="admitted")
    Service.objects.create(ref="other", provider=other, name="Other", data_class="ordinary")
    for page in ("other/usage/", "other/usage.csv"):
        assert console.get(f"/provider/services/{page}").status_code == 404
    assert at_work(world.nordby.mette).get(USAGE).status_code == 403

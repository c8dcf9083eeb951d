"""A right given directly says why it was given, and holds only where it was meant to (C4, C5)."""

import pytest
from django.test import Client

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import Branch
from tests.cast import Nordby
from tests.rights.pages import SICKNESS, address, may, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C4")]


def saved(browser: Client, town: Nordby, **limits: object) -> int:
    page = see(browser, town.anna)
    posted = {"right": [SICKNESS], "shown": page.shown, "seen": page.seen, **limits}
    return browser.post(address(town.anna), posted).status_code


def test_a_case_number_and_a_branch_stay_on_the_right(mette: Client, town: Nordby) -> None:
    Branch.objects.create(organisation=town.organisation, ref="dk:pnr:1000000001", name="Havnekontoret")

    assert saved(mette, town, note="  Sag  26-114 ", branches=["dk:pnr:1000000001"]) == 302

    row = Assignment.objects.get(user=town.anna)
    assert (row.note, row.branches) == ("Sag 26-114", ["dk:pnr:1000000001"])
    shown = see(mette, town.anna).row(SICKNESS)
    assert "Sag 26-114" in shown
    assert "Only for Havnekontoret." in shown
    assert not may(town.anna, SICKNESS), "asked for the whole organisation"


def test_a_branch_that_is_not_ours_is_refused_and_the_note_is_not_lost(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)
    posted = {"right": [SICKNESS], "shown": page.shown, "seen": page.seen}
    Branch.objects.create(organisation=town.organisation, ref="dk:pnr:1000000001", name="Havnekontoret")
    answer = mette.post(
        address(town.anna), posted | {"note": "Sag 26-114", "branches": ["dk:pnr:1000000009"]}
    )
    assert answer.status_code == 400
    assert 'value="Sag 26-114"' in answer.content.decode()
    assert not Assignment.objects.filter(user=town.anna).exists()

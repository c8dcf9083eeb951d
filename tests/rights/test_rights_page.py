"""The rights of a user, as an administrator sees, ticks and saves them in a browser without JavaScript."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from tests.cast import Nordby
from tests.rights.pages import KOMMUNAL, SAGSBEHANDLER, SICKNESS, Page, address, may, save, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C4")]


@pytest.mark.requirement("C1")
def test_the_tree_goes_from_sector_to_right_and_says_what_each_right_is(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)

    order = ["Labour market", "Arbejdsmarkedets Erhvervssikring", "Se Sag", "Municipal case worker"]
    places = [page.text.index(name) for name in order]
    assert places == sorted(places)
    assert "service, sensitive data" in page.text
    assert "For employees of a municipal job centre" in page.row(KOMMUNAL)
    assert "0 of 2" in page.text


@pytest.mark.requirement("C1")
@pytest.mark.parametrize("language", ["da", "nl", "en"])
def test_every_right_has_its_information_text_in_its_row(mette: Client, town: Nordby, language: str) -> None:
    mette.cookies["fuldmagt_language"] = language
    page = see(mette, town.anna)
    rights = list(Right.objects.filter(service__provider__state="admitted"))
    assert len(rights) == 39
    for right in rights:
        assert right.texts[language] in page.row(right.ref)
        assert f">{right.names[language]}</label>" in page.row(right.ref)


@pytest.mark.requirement("C3")
def test_mette_ticks_the_municipal_right_and_anna_can_use_it_at_once(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)
    assert not may(town.anna, KOMMUNAL)

    after = save(mette, town.anna, page, KOMMUNAL)

    assert "Anna now has “Municipal case worker” in Se Sag." in after.text
    assert after.ticked(KOMMUNAL)
    assert "1 of 2" in after.text
    assert may(town.anna, KOMMUNAL)


@pytest.mark.requirement("C3")
def test_the_wrong_right_cannot_be_ticked_and_the_page_says_why_and_whose_the_choice_is(
    mette: Client, town: Nordby
) -> None:
    row = see(mette, town.anna).row(SAGSBEHANDLER)

    assert " disabled" in row.split(">")[0]
    assert "Cannot be chosen for Anna." in row
    assert "Anna works in Jobcenter Nordby, which counts among municipalities." in row
    assert "insurance departments of self-insured authorities" in row
    assert "It is your responsibility to choose the right one." in row
    assert f"/users/{town.anna.ref}/" in row

    assert not see(mette, town.bodil).closed(SAGSBEHANDLER)
    assert see(mette, town.bodil).closed(KOMMUNAL)


@pytest.mark.requirement("C3")
def test_a_forged_tick_is_refused_nothing_is_saved_and_it_is_on_record(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)

    answer = mette.post(
        address(town.anna), {"right": [SAGSBEHANDLER, SICKNESS], "shown": page.shown, "seen": page.seen}
    )

    assert answer.status_code == 409
    assert "Nothing was saved" in answer.content.decode()
    assert not Assignment.objects.filter(user=town.anna).exists()
    assert of_subject(town.anna.ref, organisation=town.organisation.ref)[0].outcome == "not_eligible"


@pytest.mark.requirement("C2")
def test_two_ticks_that_exclude_one_another_are_refused_together(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)
    both = ["ydelsesrefusion:opgoer", "ydelsesrefusion:attester"]

    answer = mette.post(address(town.anna), {"right": both, "shown": page.shown, "seen": page.seen})

    assert answer.status_code == 409
    again = Page(answer.content.decode())
    assert "excludes it" in again.text
    assert again.ticked(both[0]), "what was ticked is not lost"
    assert not Assignment.objects.filter(user=town.anna).exists()


@pytest.mark.requirement("C2")
def test_what_excludes_another_right_closes_its_box_and_is_named(mette: Client, town: Nordby) -> None:
    after = save(mette, town.anna, see(mette, town.anna), "ydelsesrefusion:opgoer")

    row = after.row("ydelsesrefusion:attester")
    assert " disabled" in row.split(">")[0]
    assert (
        "One person can have only one of them, and Anna has “Make statements”. Take that away first." in row
    )


@pytest.mark.requirement("C2")
def test_an_implied_right_is_ticked_and_closed_with_the_reason(mette: Client, town: Nordby) -> None:
    after = save(mette, town.anna, see(mette, town.anna), "indberetning:barsel-ret")

    assert after.ticked("indberetning:barsel-se")
    assert after.closed("indberetning:barsel-se")
    row = after.row("indberetning:barsel-se")
    assert "Comes with “View and edit parental leave” and cannot be taken away alone." in row
    assert Assignment.objects.count() == 1
    assert may(town.anna, "indberetning:barsel-se")


def test_taking_away_works_at_once(mette: Client, town: Nordby) -> None:
    page = save(mette, town.anna, see(mette, town.anna), KOMMUNAL, SICKNESS)

    after = save(mette, town.anna, page, SICKNESS)

    assert "Anna no longer has “Municipal case worker” in Se Sag." in after.text
    assert not after.ticked(KOMMUNAL)
    assert not may(town.anna, KOMMUNAL)
    assert may(town.anna, SICKNESS)
    events = [entry.event for entry in of_subject(town.anna.ref, organisation=town.organisation.ref)]
    assert events == ["right.withdrawn", "right.given", "right.given"]


def test_the_second_of_two_administrators_sees_what_is_true_now(mette: Client, town: Nordby) -> None:
    before = see(mette, town.anna)
    save(mette, town.anna, before, KOMMUNAL)

    answer = mette.post(address(town.anna), {"right": [SICKNESS], "shown": before.shown, "seen": before.seen})

    assert answer.status_code == 409
    now = Page(answer.content.decode())
    assert "Somebody changed this after you opened it." in now.text
    assert now.ticked(KOMMUNAL)
    assert not now.ticked(SICKNESS)


def test_saving_the_same_page_twice_does_it_once(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)
    save(mette, town.anna, page, KOMMUNAL)

    again = save(mette, town.anna, page, KOMMUNAL)

    assert "Nothing was left to change" in again.text
    assert Assignment.objects.filter(user=town.anna).count() == 1


@pytest.mark.requirement("C3", "C4")
def test_where_two_things_forbid_a_right_both_are_said(mette: Client, town: Nordby) -> None:
    """The department forbids it and another right excludes it: taking that away is no way out."""
    row = save(mette, town.anna, see(mette, town.anna), KOMMUNAL).row(SAGSBEHANDLER)

    assert " disabled" in row.split(">")[0]
    assert "Anna works in Jobcenter Nordby" in row
    assert "one person can have only one of them, and Anna has “Municipal case worker”" in row
    assert "To take that away is not enough" in row
    assert "Take that away first" not in row

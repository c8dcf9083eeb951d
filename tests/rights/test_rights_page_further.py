"""What else the page of rights knows: finding, periods, sleeping rights, who may see and who may change."""

from html import unescape

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.means import Means
from tests.cast import Nordby, a_means, a_user, gives, log_in, sydby
from tests.rights.pages import KOMMUNAL, SAGSBEHANDLER, SICKNESS, Page, address, may, save, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C4")]


def test_saving_a_search_leaves_alone_what_it_does_not_show(mette: Client, town: Nordby) -> None:
    save(mette, town.anna, see(mette, town.anna), KOMMUNAL)

    found = see(mette, town.anna, "?find=fall ill")
    assert "1 right matches “fall ill”." in found.text
    assert found.shown == [SICKNESS]
    save(mette, town.anna, found, SICKNESS)

    assert may(town.anna, KOMMUNAL)
    assert may(town.anna, SICKNESS)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("municipal case", KOMMUNAL),
        ("fraværskontoret", SICKNESS),
        ("PENSIONS", "portal:view"),
        ("receive concern", "underretninger:modtag"),
        ("kommunal sagsbehandler", KOMMUNAL),
        ("gemeentelijk DOSSIERBEHANDELAAR", KOMMUNAL),
        ("arbejdsmarked sagsbehandler", SAGSBEHANDLER),
    ],
)
def test_a_right_is_found_by_its_own_words_or_those_above_it(
    mette: Client, town: Nordby, words: str, right: str
) -> None:
    assert right in see(mette, town.anna, f"?find={words}").text


def test_a_search_that_finds_nothing_says_so_and_leads_back(mette: Client, town: Nordby) -> None:
    answer = mette.get(address(town.anna), {"find": "submarine"})

    assert answer.status_code == 200
    assert "No right matches “submarine”" in unescape(answer.content.decode())


@pytest.mark.requirement("F2")
def test_a_right_that_needs_a_stronger_login_may_be_given_and_says_so(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)

    row = page.row("indberetning:refusion")
    assert not page.closed("indberetning:refusion")
    assert "Needs the assurance level high. Anna has no means that reaches it yet." in row

    a_means(town.anna, Means.CHIP)
    assert town.anna.person is not None
    town.anna.person.level = "high"
    town.anna.person.save()
    assert "no means that reaches it" not in see(mette, town.anna).row("indberetning:refusion")


@pytest.mark.requirement("C3")
def test_a_right_that_a_move_has_put_to_sleep_says_so_and_can_be_taken_away(
    mette: Client, town: Nordby
) -> None:
    gives(town.bodil, Right.objects.get(ref=SAGSBEHANDLER))
    town.bodil.department = town.jobcenter
    town.bodil.save()

    page = see(mette, town.bodil)
    assert page.ticked(SAGSBEHANDLER)
    assert not page.closed(SAGSBEHANDLER)
    assert "Does not work for Bodil." in page.row(SAGSBEHANDLER)
    assert page.closed(KOMMUNAL)

    freed = save(mette, town.bodil, page)
    assert not freed.closed(KOMMUNAL)


def test_rights_may_be_given_for_some_days_only(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)
    posted = {"right": [SICKNESS], "shown": page.shown, "seen": page.seen, "until": "2099-12-31"}

    after = Page(mette.post(address(town.anna), posted, follow=True).content.decode())

    assert "Holds until 31 December 2099, that day included." in after.row(SICKNESS)
    ends = Assignment.objects.get().ends_at
    assert ends is not None
    assert ends.isoformat() == "2099-12-31T23:00:00+00:00"
    late = mette.post(address(town.anna), posted | {"right": [KOMMUNAL, SICKNESS], "until": "2001-01-01"})
    assert late.status_code == 400
    assert "in the past" in late.content.decode()


@pytest.mark.requirement("A5")
def test_an_auditor_sees_the_rights_and_changes_nothing(client: Client, town: Nordby) -> None:
    gives(town.anna, Right.objects.get(ref=KOMMUNAL))
    client.cookies["fuldmagt_language"] = "en"
    log_in(client, a_user(town.organisation, "Ulla Bruun", Role.AUDITOR))

    page = see(client, town.anna)
    assert page.ticked(KOMMUNAL)
    assert page.closed(KOMMUNAL)
    assert "Save the rights" not in page.text
    forged = client.post(address(town.anna), {"right": [SICKNESS], "shown": [], "seen": page.seen})
    assert forged.status_code == 403
    assert not may(town.anna, SICKNESS)


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_neighbour_finds_nobody_here(client: Client, town: Nordby, method: str) -> None:
    log_in(client, sydby().sigrid)

    answer = getattr(client, method)(address(town.anna), {"right": [KOMMUNAL]})

    assert answer.status_code == 404
    assert "Anna" not in answer.content.decode()
    assert not Assignment.objects.exists()


def test_an_employee_without_a_role_cannot_open_the_page(client: Client, town: Nordby) -> None:
    log_in(client, town.anna)

    assert client.get(address(town.anna)).status_code == 403


@pytest.mark.requirement("A7")
def test_a_provider_that_is_not_admitted_is_not_in_the_tree(mette: Client, town: Nordby) -> None:
    Provider.objects.filter(ref="aes").update(state=Provider.State.PROPOSED)

    page = see(mette, town.anna)

    assert "Se Sag" not in page.text
    answer = mette.post(address(town.anna), {"right": [KOMMUNAL], "shown": [], "seen": page.seen})
    assert answer.status_code == 409
    assert not Assignment.objects.exists()


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", "Kan ikke vælges for Anna."),
        ("nl", "Kan niet worden gekozen voor Anna."),
        ("en", "Cannot be chosen for Anna."),
    ],
)
def test_the_page_speaks_three_languages(client: Client, town: Nordby, language: str, says: str) -> None:
    client.cookies["fuldmagt_language"] = language
    log_in(client, town.mette)

    row = see(client, town.anna).row(SAGSBEHANDLER)

    assert says in row
    right = Right.objects.get(ref=SAGSBEHANDLER)
    assert right.names[language] in row
    assert right.texts[language] in row

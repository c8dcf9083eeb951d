"""The rights of a user, as an administrator sees, ticks and saves them in a browser without JavaScript."""

import re
from html import unescape

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests.cast import Nordby, a_means, a_user, gives, log_in, nordby, sydby

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C4")]

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
SICKNESS = "indberetning:sygdom"


@pytest.fixture
def town(the_catalogue: object) -> Nordby:
    return nordby()


@pytest.fixture
def mette(client: Client, town: Nordby) -> Client:
    """Mette in her browser, who reads English."""
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, town.mette)


def address(user: BusinessUser) -> str:
    return f"/users/{user.ref}/rights/"


class Page:
    """The tree as it stands in the page."""

    def __init__(self, html: str) -> None:
        self.text = unescape(html)
        self.seen = re.findall(r'name="seen" value="([^"]*)"', html)[0]
        self.shown = re.findall(r'name="shown" value="([^"]*)"', html)

    def row(self, right: str) -> str:
        """The line of one right: from its box to the next one."""
        box = rf'<input[^>]*name="right" value="{right}".*?(?=data-row|</form>)'
        found = re.search(box, self.text, re.DOTALL)
        assert found, f"{right} is not in the tree"
        return found[0]

    def ticked(self, right: str) -> bool:
        return " checked" in self.row(right).split(">")[0]

    def closed(self, right: str) -> bool:
        return " disabled" in self.row(right).split(">")[0]


def see(browser: Client, user: BusinessUser, query: str = "") -> Page:
    answer = browser.get(address(user) + query)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def save(browser: Client, user: BusinessUser, page: Page, *ticks: str) -> Page:
    """Save the page with these ticks, as a browser posts them; the page that follows."""
    posted = {"right": list(ticks), "shown": page.shown, "seen": page.seen}
    answer = browser.post(address(user), posted, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return Page(answer.content.decode())


def may(user: BusinessUser, right: str) -> bool:
    now = clock.now()
    question = Question(user.ref, right, user.organisation.ref, Context(at=now, now=now))
    return isinstance(ask(question), Allowed)


@pytest.mark.requirement("C1")
def test_the_tree_goes_from_sector_to_right_and_says_what_each_right_is(mette: Client, town: Nordby) -> None:
    page = see(mette, town.anna)

    order = ["Labour market", "Arbejdsmarkedets Erhvervssikring", "Se Sag", "Municipal case worker"]
    places = [page.text.index(name) for name in order]
    assert places == sorted(places)
    assert "service, sensitive data" in page.text
    assert "For employees of a municipal job centre" in page.row(KOMMUNAL)
    assert "0 of 2" in page.text


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

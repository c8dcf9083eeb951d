"""Stories of the start page: an administrator's overview, an employee's way, what a stranger sees (C10)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import heading, links, posted, words
from tests.cast import Nordby, Sydby
from tests.conftest import MONDAY

pytestmark = pytest.mark.requirement("C10")

NEW = {
    "name": "Ilie Campeanu",
    "birth_date": "14-02-1991",
    "email": "ilie@nordby.example",
    "language": "da",
    "has_national_number": "yes",
    "means": "passkey",
}


def test_it_says_who_i_am_and_how_i_logged_in(mette: Client) -> None:
    text = words(mette.get("/"))
    assert "You are logged in as Mette Lundager mette.lundager@nordby.example 70 20 00 41" in text
    assert "CVR number 20 00 00 15 Rights administrator, User administrator." in text
    assert "You are logged in with Passkey, assurance level substantial. Log out" in text


def test_logging_off_stands_where_i_am_named(mette: Client) -> None:
    assert "/log-off" in posted(mette.get("/"))


def test_it_shows_my_organisation(mette: Client) -> None:
    text = words(mette.get("/"))
    assert "My organisation Nordby Kommune Rådhustorvet 1 9999 Nordby" in text
    assert "Departments 2, 1 of them with a category of its own" in text
    assert "Joined 1 January 2026 by Birthe Nordahl" in text


def test_without_orders_it_says_that_there_are_none(mette: Client, nordby: Nordby) -> None:
    assert "You have no waiting orders." in words(mette.get("/"))
    mette.post(f"/users/{nordby.bodil.ref}/means/order/")
    text = words(mette.get("/"))
    assert "You have no waiting orders." not in text
    assert "Code display for Bodil Ravnsø" in text


def test_who_is_stuck_on_the_way_is_named_with_what_is_missing_and_a_way_on(
    clock: time_machine.Traveller, nordby: Nordby, at: At
) -> None:
    at(nordby.mette).post("/users/new/", NEW)
    ilie = BusinessUser.objects.get(name="Ilie Campeanu")
    first = words(at(nordby.mette).get("/"))
    assert "1 employee is on the way and cannot log in yet." in first
    assert "Ilie Campeanu Has not confirmed who they are yet" in first

    clock.shift(timedelta(days=31))
    page = at(nordby.mette).get("/")
    assert "Ilie Campeanu Activation link expired The link worked until 1 April 2026 31 days" in words(page)
    assert f"/users/{ilie.ref}/resend/" in posted(page)


def test_when_nobody_is_stuck_it_says_so(mette: Client) -> None:
    assert "Nobody is stuck. Everything runs." in words(mette.get("/"))


def test_the_figures_are_those_of_this_organisation_and_of_yesterday(
    clock: time_machine.Traveller, nordby: Nordby, sydby: Sydby, at: At
) -> None:
    law = cast.se_sag()
    cast.gives(nordby.anna, law.kommunal)
    yesterday, before = MONDAY - timedelta(hours=20), MONDAY - timedelta(days=2)
    for user, when in ((nordby.anna, yesterday), (nordby.anna, before), (sydby.soren, yesterday)):
        with deed(Event.SIGN_IN_FINISHED, by=user.ref, at=when, organisation=user.organisation.ref) as entry:
            entry.about(user.ref, "a-client")
    with deed(
        Event.SIGN_IN_REPRESENTED, by=nordby.anna.ref, at=yesterday, organisation=nordby.organisation.ref
    ) as entry:
        entry.refused(Refusal(Reason.NO_AUTHORISATION))

    text = words(at(nordby.mette).get("/"))

    assert "Active users 4 0 are on the way" in text
    assert "Logins yesterday 1 1 was refused" in text
    assert "Services in use 1 of 1 in the catalogue" in text


def test_it_leads_to_the_common_tasks_of_those_who_may(mette: Client, birthe: Client) -> None:
    for_mette, for_birthe = links(mette.get("/")), links(birthe.get("/"))
    assert "/users/new/" in for_mette
    assert "/users/new/" not in for_birthe
    assert "/roles/give/" in for_birthe
    assert "/roles/give/" not in for_mette


def test_the_popular_guides_can_be_read_in_three_languages(mette: Client) -> None:
    guides = {url for url in links(mette.get("/")) if url.startswith("/help/")}
    assert len(guides) == 3
    for url in guides:
        headings = {
            heading(Client().get(url, headers={"accept-language": language}))
            for language in ("da", "nl", "en")
        }
        assert len(headings) == 3, url


def test_help_and_contact_are_in_reach(mette: Client) -> None:
    assert "Help and contact Call us on 70 20 00 00, weekdays 8 to 16" in words(mette.get("/"))


def test_an_employee_without_a_role_comes_to_the_own_page(at: At, nordby: Nordby) -> None:
    answer = at(nordby.anna).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")


def test_a_stranger_reads_what_this_is_and_where_to_go(client: Client, db: None) -> None:
    page = client.get("/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert {"/log-in", "/join/"} <= set(links(page))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM_OPERATOR])
def test_every_role_has_a_start_page(at: At, nordby: Nordby, role: Role) -> None:
    someone = cast.a_user(nordby.organisation, "Someone", role)
    page = at(someone).get("/")
    assert page.status_code == 200
    for url in links(page):
        if url.startswith("/") and not url.startswith("/static"):
            assert at(someone).get(url).status_code in {200, 302}, url


def test_the_navigation_shows_only_what_the_role_may_open(at: At, nordby: Nordby) -> None:
    payroll = at(cast.a_user(nordby.organisation, "Lone Løn", Role.PAYROLL))
    found = links(payroll.get("/"))
    assert "/users/" not in found
    assert "/organisation/settings/" not in found


NAVIGATION = {
    Role.USER_ADMINISTRATOR: [
        "Overview", "Users", "Create a user", "On the way", "Who may act for us", "Administrators",
        "Groups", "Packages", "Requests for rights", "Reviews of rights", "Why not?", "Chain mandates",
        "Advisers’ access", "Clients", "Departments", "Programs", "Orders", "Devices", "Events",
        "Look up a refused login", "Particulars", "My page", "My requests", "Who has joined?",
    ],
    Role.ORGANISATION_ADMINISTRATOR: [
        "Overview", "Users", "On the way", "Who may act for us", "Administrators", "Groups", "Packages",
        "Requests for rights", "Reviews of rights", "Why not?", "Chain mandates", "Advisers’ access",
        "Clients", "Departments",
        "Programs", "Orders", "Devices", "Events",
        "Look up a refused login", "Particulars", "Settings", "My page", "My requests", "Who has joined?",
    ],
    Role.DEPARTMENT_LEADER: [
        "Overview", "My department", "Particulars", "My page", "My requests", "Who has joined?",
    ],
}  # fmt: skip


@pytest.mark.requirement("B4", "C6")
@pytest.mark.parametrize("role", NAVIGATION)
def test_the_navigation_has_the_pages_of_the_role(at: At, nordby: Nordby, role: Role) -> None:
    someone = at(cast.a_user(nordby.organisation, "Lone Lind", role))
    page = someone.get("/mine/").content.decode()
    entries = re.findall(r'<a class="nav-link[^"]*" href[^>]*>(.*?)</a>', page, flags=re.S)
    assert [" ".join(re.sub(r"<[^>]+>", " ", entry).split()) for entry in entries] == NAVIGATION[role]


def test_a_count_stands_only_where_something_waits(mette: Client) -> None:
    assert "fm-count" not in mette.get("/").content.decode()
    mette.post("/users/new/", NEW)
    assert '<span class="fm-count">1' in mette.get("/").content.decode()


@pytest.mark.requirement("C4")
def test_changing_rights_leads_by_the_list_to_the_rights_of_the_user(mette: Client, nordby: Nordby) -> None:
    assert "/users/rights/" in links(mette.get("/"))

    listed = mette.get("/users/rights/", follow=True)
    assert heading(listed) == "Whose rights do you want to change?"
    searched = mette.get("/users/", {"to": "rights", "q": "anna"})

    for page in (listed, searched):
        assert f"/users/{nordby.anna.ref}/rights/" in links(page)
        assert f"/users/{nordby.anna.ref}/" not in links(page)
    assert 'name="to" value="rights"' in searched.content.decode(), "a search from here stays here"
    assert f"/users/{nordby.anna.ref}/" in links(mette.get("/users/"))

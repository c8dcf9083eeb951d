"""Stories of a passport at creation: its spelling is offered, its lines are typed (B4; ICAO Doc 9303)."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import BusinessUser
from tests.administration.pages import field, words
from tests.administration.test_creation import anew
from tests.administration.test_in_the_browser import enter
from tests.browser import follow, picture, violations, wider_than_the_window
from tests.cast import Nordby

SPELL, TAKE, READ = ({"passport": pressed} for pressed in ("spell", "take", "read"))
PASSPORT = {
    "line_1": "P<UTOFJELDSKOV<BRAATHEN<<OEYVIND<<<<<<<<<<<<",
    "line_2": "E014872655UTO9102147M3103049<<<<<<<<<<<<<<<8",
}
CARD = {  # the specimen of part 5, which expired long ago
    "line_1": "I<UTOD231458907<<<<<<<<<<<<<<<",
    "line_2": "7408122F1204159UTO<<<<<<<<<<<6",
    "line_3": "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
}


@pytest.mark.requirement("B4")
def test_the_passports_spelling_is_offered_and_taken_by_one_press(mette: Client, nordby: Nordby) -> None:
    typed = anew(nordby, name="Øyvind Bråthen", employee_group="Vej og park")

    page = mette.post("/users/new/", typed | SPELL)
    assert "Oeyvind Braathen (Ø becomes OE, å becomes AA) Use this spelling" in words(page)
    assert field(page, "name") == "Øyvind Bråthen", "it is a choice"

    page = mette.post("/users/new/", typed | TAKE)
    assert field(page, "name") == "Oeyvind Braathen"
    assert field(page, "employee_group") == "Vej og park", "nothing typed is lost"
    assert not BusinessUser.objects.filter(email=typed["email"]).exists()


@pytest.mark.requirement("B4")
def test_the_lines_fill_in_name_and_birth_date(mette: Client, nordby: Nordby) -> None:
    page = mette.post("/users/new/", anew(nordby, name="", birth_date="") | PASSPORT | READ)

    assert field(page, "name") == "Oeyvind Fjeldskov Braathen"
    assert field(page, "birth_date") == "14-02-1991"
    assert field(page, "email") == "oyvind@nordby.example"
    assert "has to be filled in" not in words(page)


@pytest.mark.requirement("B4")
def test_a_name_that_is_the_passports_own_keeps_its_letters(mette: Client, nordby: Nordby) -> None:
    page = mette.post("/users/new/", anew(nordby, name="Øyvind Fjeldskov Bråthen") | PASSPORT | READ)

    assert field(page, "name") == "Øyvind Fjeldskov Bråthen"
    assert "agrees with the passport, and stays" in words(page)


@pytest.mark.requirement("B4")
def test_an_identity_card_has_three_lines_and_an_old_one_is_warned_of(mette: Client, nordby: Nordby) -> None:
    page = mette.post("/users/new/", anew(nordby, name="", birth_date="") | CARD | READ)

    assert (field(page, "name"), field(page, "birth_date")) == ("Anna Maria Eriksson", "12-08-1974")
    assert "expired on 15 April 2012" in words(page)


@pytest.mark.requirement("B4")
@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"line_2": "E014872655UTO9102157M3103049<<<<<<<<<<<<<<<8"}, "does not agree."),
        (
            {"line_2": "E014872655UTO9102157M3103049<<<<<<<<<<<<<<<8"},
            "the birth date, the last line as a whole",
        ),
        ({"line_2": "E014872655UTO9102147M310304"}, "These lines fit no document."),
        ({"line_2": "E0148726Ø5UTO9102147M3103049<<<<<<<<<<<<<<<8"}, "Line 2 holds a sign that cannot"),
        ({"line_1": "", "line_2": ""}, "These lines fit no document."),
        ({"line_1": "<" * 44}, "Line 1 holds a sign that cannot"),
        ({"line_1": "P" * 5000}, "at most 100"),
    ],
)
def test_lines_that_cannot_be_right_change_nothing_and_say_why(
    mette: Client, nordby: Nordby, wrong: dict[str, str], complaint: str
) -> None:
    page = mette.post("/users/new/", anew(nordby, name="Ø") | PASSPORT | wrong | READ)

    assert complaint in words(page)
    assert (field(page, "name"), field(page, "birth_date")) == ("Ø", "14-02-1991")
    assert field(page, "line_1") == (PASSPORT | wrong)["line_1"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Write the name first."),
        ("Anna Holm", "The name has no special letters."),
        ("李小龍", "A sign of the name has no place"),
    ],
)
def test_a_name_without_another_spelling_says_so(mette: Client, nordby: Nordby, name: str, said: str) -> None:
    page = mette.post("/users/new/", anew(nordby, name=name) | SPELL)

    assert said in words(page)
    assert "Use this spelling" not in words(page)


@pytest.mark.requirement("B4")
def test_in_a_browser_the_spelling_is_offered_while_the_form_is_filled_in(
    desktop: Page, phone: Page, live_server: LiveServer, nordby: Nordby
) -> None:
    for page in (desktop, phone):
        enter(page, live_server, nordby.mette, "en")
        page.goto(f"{live_server.url}/users/new/")
        page.get_by_label("Full name").fill("Øyvind Bråthen")
        page.get_by_label("E-mail").fill("oyvind@nordby.example")
        expect(page.get_by_role("button", name="Use this spelling")).to_be_visible()
        page.get_by_text("Type the passport’s lines instead").click()
        page.get_by_label("Line 1").fill(PASSPORT["line_1"])
        page.get_by_label("Line 2").fill(PASSPORT["line_2"])
        assert violations(page) == []
        assert not wider_than_the_window(page)
    picture(desktop, "creation-passport")
    picture(phone, "creation-passport-phone")
    follow(desktop.get_by_role("button", name="Use this spelling"))
    expect(desktop.get_by_label("Full name")).to_have_value("Oeyvind Braathen")
    desktop.get_by_label("Full name").press("Enter")
    expect(desktop.locator("#id_birth_date_error")).to_contain_text("Write the birth date")

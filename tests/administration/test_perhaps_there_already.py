"""A second user for a person who has one is made on purpose only (B4)."""

import re

import pytest
from django.test import Client

from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from tests.administration.pages import field, links, words
from tests.administration.test_creation import anew
from tests.cast import Nordby, Sydby

pytestmark = pytest.mark.requirement("B4")

WARNING = "Is this somebody who is a user already?"


@pytest.mark.parametrize(
    "like",
    [
        {"name": "Anna Holmstrup"},
        {"name": "HOLMSTRUP  anna"},
        {"email": "ANNA.holmstrup@nordby.example"},
    ],
)
def test_who_may_be_there_already_is_shown_and_nothing_is_lost(
    mette: Client, nordby: Nordby, like: dict[str, str]
) -> None:
    typed = anew(nordby, phone="20 12 34 56", right=[]) | like
    before = BusinessUser.objects.count()

    page = mette.post("/users/new/", typed)

    assert WARNING in words(page)
    assert f"/users/{nordby.anna.ref}/" in links(page)
    assert (BusinessUser.objects.count(), Notice.objects.count()) == (before, 0)
    assert (field(page, "name"), field(page, "email"), field(page, "phone")) == (
        typed["name"],
        typed["email"],
        "20 12 34 56",
    )


@pytest.mark.parametrize("press", [{}, {"keep": "yes"}])
def test_whoever_says_that_it_is_another_person_goes_on(
    mette: Client, nordby: Nordby, press: dict[str, str]
) -> None:
    typed = anew(nordby, name="Anna Holmstrup", email="anna.h@nordby.example") | press
    asked = mette.post("/users/new/", typed)
    said = field(asked, "another")
    assert said == nordby.anna.ref

    mette.post("/users/new/", typed | {"another": said})

    assert BusinessUser.objects.filter(name="Anna Holmstrup").count() == 2


def test_it_is_said_of_those_who_were_shown_and_of_nobody_else(mette: Client, nordby: Nordby) -> None:
    typed = anew(nordby, name="Bodil Ravnsø") | {"another": nordby.anna.ref}

    assert WARNING in words(mette.post("/users/new/", typed))
    assert not BusinessUser.objects.filter(email="oyvind@nordby.example").exists()


def test_the_neighbours_people_and_closed_users_are_nobody_here(
    mette: Client, nordby: Nordby, sydby: Sydby
) -> None:
    BusinessUser.objects.filter(pk=nordby.bodil.pk).update(state="closed")
    for number, name in enumerate(("Sigrid Sydby", "Bodil Ravnsø")):
        mette.post("/users/new/", anew(nordby, name=name, email=f"new{number}@nordby.example"))
        assert BusinessUser.objects.filter(name=name, email=f"new{number}@nordby.example").exists()


def test_the_form_proposes_what_is_usual_and_says_what_it_checks(mette: Client) -> None:
    page = mette.get("/users/new/").content.decode()

    assert re.search(r'name="has_national_number" value="yes"[^>]* checked', page)
    assert re.search(r'<option value="da" selected>', page), (
        "the country's language, though Mette reads English"
    )
    assert page.index('name="has_national_number"') < page.index('name="national_number"')
    assert page.index('name="national_number"') < page.index('name="email"')
    for label in ("Birth date", "National number"):
        assert re.search(rf">{label}</label>", page), "neither is marked optional: one of them is needed"


def test_the_birth_date_of_who_has_no_other_mark_is_needed_on_the_page_too(
    mette: Client, nordby: Nordby
) -> None:
    mette.post("/users/new/", anew(nordby))
    user = BusinessUser.objects.get(email="oyvind@nordby.example")
    page = mette.get(f"/users/{user.ref}/")
    typed = {name: field(page, name) for name in ("name", "email", "version")} | {"language": "da"}

    refused = mette.post(f"/users/{user.ref}/", typed | {"birth_date": ""})

    assert "Write the birth date. It must agree with the eID." in words(refused)
    assert BusinessUser.objects.get(pk=user.pk).birth_date is not None
    saved = mette.post(f"/users/{user.ref}/", typed | {"birth_date": "14-02-1991"})
    assert saved.status_code == 302

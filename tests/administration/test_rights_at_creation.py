"""The tree of rights on the page that creates a user, as a browser without scripts meets it (B7, C3)."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.onboarding.models import Invitation
from fuldmagt.organisations.models import BusinessUser, Department
from tests.administration.pages import field
from tests.administration.test_creation import anew
from tests.cast import Nordby, SeSag, se_sag

pytestmark = pytest.mark.requirement("C3", "B7")

RESPONSIBLE = "It is your responsibility to choose the right one."
FOR_OTHERS = "The right is for trade unions, law firms, insurers and insurance departments"


@pytest.fixture
def law(nordby: Nordby) -> SeSag:
    return se_sag()


def row(page: Any, right: str) -> str:
    """The line of one right, with its box: from there to the next one."""
    html = unescape(page.content.decode())
    found = re.search(rf'<input[^>]*name="right" value="{right}".*?(?=data-row|</form>)', html, re.DOTALL)
    assert found, f"{right} is not in the tree"
    return " ".join(re.sub(r"<(?!input)[^>]*>", " ", found[0]).split())


def closed(page: Any, right: str) -> bool:
    return " disabled" in row(page, right).split(">")[0]


def ticked(page: Any, right: str) -> bool:
    return " checked" in row(page, right).split(">")[0]


def test_before_a_department_is_chosen_the_organisation_decides(mette: Client, law: SeSag) -> None:
    page = mette.get("/users/new/")
    assert not closed(page, law.kommunal.ref)
    assert closed(page, law.sagsbehandler.ref)
    said = row(page, law.sagsbehandler.ref)
    assert "Cannot be chosen without a department." in said
    assert f"Nordby Kommune decides, which counts among municipalities. {FOR_OTHERS}" in said
    assert RESPONSIBLE in said
    assert RESPONSIBLE not in row(page, law.kommunal.ref)


def test_the_button_shows_the_rights_of_the_department_and_makes_nothing(
    mette: Client, nordby: Nordby, law: SeSag
) -> None:
    typed = anew(nordby, name="", department=nordby.insurance.ref, right=[law.kommunal.ref])
    page = mette.post("/users/new/", typed | {"show": "rights"})

    assert closed(page, law.kommunal.ref)
    assert not ticked(page, law.kommunal.ref), "what cannot be chosen is not chosen"
    said = row(page, law.kommunal.ref)
    assert "Cannot be chosen in this department." in said
    counts = "Forsikringsafdelingen counts among insurance departments of self-insured authorities."
    assert f"{counts} The right is for municipalities." in said
    assert RESPONSIBLE in said
    assert not closed(page, law.sagsbehandler.ref)
    assert field(page, "email") == "oyvind@nordby.example", "what was typed stays"
    assert "form-error-message" not in page.content.decode(), "nothing is judged yet"
    assert not BusinessUser.objects.filter(email="oyvind@nordby.example").exists()
    assert not Invitation.objects.exists()


def test_what_was_ticked_and_is_possible_stays_ticked(mette: Client, nordby: Nordby, law: SeSag) -> None:
    typed = anew(nordby, department=nordby.insurance.ref, right=[law.sagsbehandler.ref])
    page = mette.post("/users/new/", typed | {"show": "rights"})
    assert ticked(page, law.sagsbehandler.ref)
    mette.post("/users/new/", typed)
    assert Assignment.objects.get().right == law.sagsbehandler


def test_a_refused_one_is_closed_with_its_reason(mette: Client, nordby: Nordby, law: SeSag) -> None:
    page = mette.post("/users/new/", anew(nordby, right=[law.sagsbehandler.ref]))
    assert closed(page, law.sagsbehandler.ref)
    assert "Jobcenter Nordby counts among municipalities." in row(page, law.sagsbehandler.ref)
    assert RESPONSIBLE in row(page, law.sagsbehandler.ref)
    assert not Assignment.objects.exists()


def test_what_no_department_here_may_hold_is_not_offered(mette: Client, nordby: Nordby, law: SeSag) -> None:
    Department.objects.filter(pk=nordby.insurance.pk).update(category="")
    assert law.sagsbehandler.ref not in mette.get("/users/new/").content.decode()
    mette.post("/users/new/", anew(nordby, right=[law.sagsbehandler.ref]))
    assert not BusinessUser.objects.filter(email="oyvind@nordby.example").exists()

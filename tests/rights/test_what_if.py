"""What if this were given, or that accepted? Asked on the page and on the command line (F6, X2)."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Right
from fuldmagt.commands.main import main
from fuldmagt.mandates.assignments.actions import Changed, change
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.models import Grant, Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.categories import Category
from tests.cast import Nordby, a_user, acting, an_organisation, log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("the_catalogue"),
    pytest.mark.requirement("F6", "X2"),
]

Json = dict[str, Any]
KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"


def asked(browser: Client, user: BusinessUser, right: str, **more: object) -> str:
    question = {"user": user.ref, "right": right, "organisation": user.organisation.ref} | more
    answer = browser.get("/why/", question)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def test_what_if_anna_had_the_right(mette: Client, town: Nordby) -> None:
    page = asked(mette, town.anna, KOMMUNAL, suppose="right")

    assert "Anna Holmstrup may do “Municipal case worker”" in page
    assert "This is what would be. Nothing has been changed" in page
    assert "If it were so: the user had been given the right." in page
    assert not Assignment.objects.exists()
    assert "Anna Holmstrup cannot do “Municipal case worker” yet" in asked(mette, town.anna, KOMMUNAL)


def test_the_answer_says_what_the_mending_would_come_to(mette: Client, town: Nordby) -> None:
    town.anna.state = UserState.SUSPENDED
    town.anna.save()

    page = asked(mette, town.anna, KOMMUNAL)

    assert "And when that is done?" in page
    assert "Then Anna Holmstrup may do “Municipal case worker”." in page


def test_what_nobody_can_mend_is_said_before_anybody_begins(mette: Client, town: Nordby) -> None:
    page = asked(mette, town.anna, SAGSBEHANDLER)

    after = page.partition("And when that is done?")[2]
    assert "Anna Holmstrup could still not do “Case worker”. This stays in the way:" in after
    assert "is not open to" in after


def test_the_deed_does_what_the_page_foretold(mette: Client, town: Nordby) -> None:
    foretold = asked(mette, town.anna, KOMMUNAL, suppose="right").partition("What it rests on")[2]
    outcome = change(town.anna.ref, give=[KOMMUNAL], by=acting(town.mette), at=clock.now())
    assert isinstance(outcome, Changed)

    really = asked(mette, town.anna, KOMMUNAL).partition("What it rests on")[2]

    ending = "Nothing that is known today ends it."
    assert ending in foretold
    assert ending in really


@pytest.fixture
def jonas() -> BusinessUser:
    """An adviser's employee, for whom nothing has been given yet."""
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000027", category=Category.ADVISER)
    a_user(balans, "Femke Aldenkamp", Role.RIGHTS_ADMINISTRATOR)
    return a_user(balans, "Jonas de Wit")


@pytest.fixture
def baker() -> Organisation:
    return an_organisation(
        "Bakkerij De Proef", ref="nl:kvk:90000035", category=Category.COMPANY, state="represented"
    )


def why(capsys: pytest.CaptureFixture[str], *words: str) -> Json:
    assert main(["why", *words, "--json"]) == 0
    told: Json = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.requirement("F4", "F5")
def test_the_command_line_supposes_a_mandate_and_a_right(
    jonas: BusinessUser, baker: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    question = (jonas.ref, Right.objects.get(ref="portal:view").ref, baker.ref)

    assert why(capsys, *question)["decision"] is False
    alone = why(capsys, *question, "--suppose", "mandate")
    both = why(capsys, *question, "--suppose", "mandate", "--suppose", "right")

    reasons = [each["reason"] for each in alone["context"]["reasons"]]
    assert "no_authorisation" in reasons
    assert "chain_missing" not in reasons
    assert not Mandate.objects.exists()
    assert both["context"]["simulation"] is True
    assert both["context"]["supposed"] == ["mandate", "right"]


def test_a_supposition_that_there_is_not_is_asked_anew(mette: Client, town: Nordby) -> None:
    question = {"user": town.anna.ref, "right": KOMMUNAL, "organisation": town.organisation.ref}

    assert mette.get("/why/", question | {"suppose": "magic"}).status_code == 400
    assert not Grant.objects.exists()


def test_nobody_supposes_about_another_organisations_users(client: Client, town: Nordby) -> None:
    other = an_organisation("Østby Kommune", ref="dk:cvr:20000074")
    log_in(client, a_user(other, "Åse Østby", Role.RIGHTS_ADMINISTRATOR))

    question = {"user": town.anna.ref, "right": KOMMUNAL, "organisation": other.ref, "suppose": "right"}
    assert client.get("/why/", question).status_code == 404

"""Why can somebody not do something? The administrator asks, and reads the whole answer (F6, X2)."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.vocabulary.categories import Category
from tests.cast import NEW_YEAR, Nordby, a_user, an_organisation, gives, log_in, sydby

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("the_catalogue"),
    pytest.mark.requirement("F6", "X2"),
]

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"


def asked(browser: Client, user: BusinessUser, right: str, **more: str) -> str:
    question = {"user": user.ref, "right": right, "organisation": user.organisation.ref} | more
    answer = browser.get("/why/", question)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def test_the_way_from_the_users_page_to_the_answer(mette: Client, town: Nordby) -> None:
    page = unescape(mette.get(f"/users/{town.anna.ref}/rights/").content.decode())
    assert f"/why/?user={town.anna.ref}" in page

    form = unescape(mette.get(f"/why/?user={town.anna.ref}").content.decode())
    assert "What is it that Anna Holmstrup cannot do?" in form
    assert f'value="{KOMMUNAL}"' in form


def test_somebody_is_found_by_name_first(mette: Client, town: Nordby) -> None:
    page = unescape(mette.get("/why/", {"find": "bodil"}).content.decode())

    assert f"/why/?user={town.bodil.ref}" in page
    assert town.anna.ref not in page
    assert "Nobody here matches “zebra”" in unescape(mette.get("/why/?find=zebra").content.decode())


def test_the_list_of_rights_is_narrowed(mette: Client, town: Nordby) -> None:
    page = mette.get("/why/", {"user": town.anna.ref, "find": "se sag"}).content.decode()

    assert KOMMUNAL in page
    assert "portal:view" not in page


def test_an_organisation_that_the_user_has_nothing_to_do_with_is_asked_about_by_its_number(
    mette: Client, town: Nordby
) -> None:
    sydby()
    page = asked(mette, town.anna, KOMMUNAL, number=" DK:CVR:20000023 ")
    assert "Anna Holmstrup cannot do “Municipal case worker” yet" in page
    assert "Sydby Kommune" in page


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("dk:cvr:20000999", "This is not the number of an organisation."),
        ("nl:kvk:90000099", "There is no organisation with the number nl:kvk:90000099 here."),
        ("\x00", "This is not the number of an organisation."),
    ],
)
def test_a_number_that_nobody_here_has_is_refused_plainly(
    mette: Client, town: Nordby, number: str, says: str
) -> None:
    question = {"user": town.anna.ref, "right": KOMMUNAL, "organisation": town.organisation.ref}
    answer = mette.get("/why/", question | {"number": number})
    assert answer.status_code == 400
    assert says in unescape(answer.content.decode()) or number == "\x00"


def test_no_names_the_reason_who_mends_it_and_the_way_there(mette: Client, town: Nordby) -> None:
    page = asked(mette, town.anna, KOMMUNAL)

    assert "Anna Holmstrup cannot do “Municipal case worker” yet" in page
    assert "Anna Holmstrup has not been given “Municipal case worker” for Nordby Kommune." in page
    assert "Mette Lundager" in page
    assert f"/users/{town.anna.ref}/rights/" in page
    assert "is-broken" in page
    assert "no_authorisation" in page
    assert "No login was judged." in page


def test_every_reason_is_listed_not_only_the_first(mette: Client, town: Nordby) -> None:
    town.anna.state = UserState.SUSPENDED
    town.anna.save()

    page = asked(mette, town.anna, SAGSBEHANDLER, level="low")

    for reason in ("user_suspended", "assurance_too_low", "not_eligible", "no_authorisation"):
        assert reason in page
    assert "Anna Holmstrup is suspended at Nordby Kommune." in page
    assert "needs a login at the level substantial" in page


def test_yes_shows_the_chain_of_evidence(mette: Client, town: Nordby) -> None:
    given = gives(town.anna, Right.objects.get(ref="indberetning:barsel-ret"))
    Assignment.objects.filter(pk=given.pk).update(given_by=town.mette.ref)

    page = asked(mette, town.anna, "indberetning:barsel-se")

    assert "Anna Holmstrup may do “View parental leave”" in page
    assert "Anna Holmstrup is an active user of Nordby Kommune." in page
    assert "Mette Lundager gave Anna Holmstrup “View and edit parental leave” for Nordby Kommune" in page
    assert "“View and edit parental leave” includes “View parental leave”." in page
    assert "Nothing that is known today ends it." in page
    assert "is-broken" not in page
    assert given.ref in page


def test_means_and_level_of_a_login_are_judged_when_chosen(mette: Client, town: Nordby) -> None:
    gives(town.anna, Right.objects.get(ref=KOMMUNAL))

    assert "may do" in asked(mette, town.anna, KOMMUNAL, level="substantial", means="passkey")
    assert "means_not_accepted" in asked(mette, town.anna, KOMMUNAL, level="high", means="chip")


def test_what_if_it_were_another_day(mette: Client, town: Nordby) -> None:
    given = gives(town.anna, Right.objects.get(ref=KOMMUNAL))
    given.ends_at = datetime(2099, 1, 1, tzinfo=UTC)
    given.save()

    assert "Holds until 1 January 2099, that day included." in asked(mette, town.anna, KOMMUNAL)
    later = asked(mette, town.anna, KOMMUNAL, at="2099-02-01T12:00")
    assert "This is what would be at" in later
    assert "expired" in later
    assert "“Municipal case worker” ended on" in later


def test_a_chain_that_holds_a_weaker_right_says_where_it_breaks(client: Client, town: Nordby) -> None:
    baker = an_organisation(
        "Bakkerij De Korrel",
        ref="nl:kvk:90000001",
        category=Category.COMPANY,
        state=OrganisationState.REPRESENTED,
    )
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000002", category=Category.ADVISER)
    femke = a_user(balans, "Femke Aldenkamp", Role.RIGHTS_ADMINISTRATOR)
    jonas = a_user(balans, "Jonas de Wit")
    view = Right.objects.get(ref="portal:view")
    mandate = Mandate.objects.create(
        ref="m1", giver=baker, receiver=balans, starts_at=NEW_YEAR, accepted=True
    )
    mandate.rights.add(view)
    Assignment.objects.create(
        ref="a2", user=jonas, right=view, organisation=baker, mandate=mandate, starts_at=NEW_YEAR
    )
    client.cookies["fuldmagt_language"] = "en"
    log_in(client, femke)

    no = asked(client, jonas, "portal:edit", organisation=baker.ref)
    assert "chain_weaker_right_only" in no
    assert "Bakkerij De Korrel has given Balans Advies a mandate for “View data”" in no
    assert no.count("weaker right") == 2

    yes = asked(client, jonas, "portal:view", organisation=baker.ref)
    assert "Bakkerij De Korrel has given Balans Advies a mandate, and it has been accepted." in yes


@pytest.mark.requirement("A5")
def test_nobody_asks_about_another_organisations_users(client: Client, town: Nordby) -> None:
    gives(town.anna, Right.objects.get(ref=KOMMUNAL))
    neighbour = sydby()
    log_in(client, neighbour.sigrid)
    question = {"user": town.anna.ref, "right": KOMMUNAL, "organisation": town.organisation.ref}

    answer = client.get("/why/", question)
    assert answer.status_code == 404
    assert "Anna" not in answer.content.decode()
    own = {"user": neighbour.soren.ref, "right": KOMMUNAL, "organisation": town.organisation.ref}
    assert client.get("/why/", own).status_code == 400, "nor for organisations that it has nothing to do with"


def test_who_may_not_ask_is_refused(client: Client, town: Nordby) -> None:
    log_in(client, town.anna)

    assert client.get("/why/").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"right": "nothing:here"},
        {"organisation": "dk:cvr:1"},
        {"level": "huge"},
        {"at": "soon"},
        {"means": "x"},
    ],
)
def test_a_question_that_cannot_be_read_is_asked_anew(
    mette: Client, town: Nordby, wrong: dict[str, str]
) -> None:
    question = {"user": town.anna.ref, "right": KOMMUNAL, "organisation": town.organisation.ref}

    assert mette.get("/why/", question | wrong).status_code == 400

"""What a person sees about themselves: for whom they may act, their means, their users (F1, F3)."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.actions import Changed, withdraw
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means
from tests.administration.pages import words
from tests.cast import NEW_YEAR, Nordby, a_means, a_user, acting, an_organisation, gives, log_in
from tests.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue")]


@pytest.fixture
def anna(client: Client, town: Nordby) -> Client:
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, town.anna)


def text(browser: Client) -> str:
    answer = browser.get("/mine/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.requirement("F3")
def test_anna_reads_for_whom_and_in_which_services_she_may_act(anna: Client, town: Nordby) -> None:
    assert "You have not been given any rights yet" in text(anna)
    gives(town.anna, Right.objects.get(ref="se-sag:kommunal-sagsbehandler"))
    gives(town.anna, Right.objects.get(ref="indberetning:barsel-ret"))

    page = text(anna)

    for said in ("Nordby Kommune", "Se Sag", "Municipal case worker", "View and edit parental leave"):
        assert said in page
    assert "View parental leave" in page
    assert "Comes with another right." in page


@pytest.mark.requirement("F1", "F3")
def test_one_means_serves_a_persons_users_in_several_companies(anna: Client, town: Nordby) -> None:
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000002", category=Category.ADVISER)
    baker = an_organisation(
        "Bakkerij De Korrel",
        ref="nl:kvk:90000001",
        category=Category.COMPANY,
        state=OrganisationState.REPRESENTED,
    )
    second = a_user(balans, "Anna Holmstrup", person=town.anna.person, means=None, user_id="anna.balans")
    own = Authenticator.objects.get(person=town.anna.person)
    UserMeans.objects.create(user=second, kind=own.kind, authenticator=own, since=NEW_YEAR)
    view = Right.objects.get(ref="portal:view")
    mandate = Mandate.objects.create(
        ref="m1", giver=baker, receiver=balans, starts_at=NEW_YEAR, accepted=True
    )
    mandate.rights.add(view)
    Assignment.objects.create(
        ref="a1", user=second, right=view, organisation=baker, mandate=mandate, starts_at=NEW_YEAR
    )
    gives(town.anna, Right.objects.get(ref="se-sag:kommunal-sagsbehandler"))

    page = text(anna)

    assert "Balans Advies, Nordby Kommune" in page, "one means, both companies"
    assert "Bakkerij De Korrel" in page
    assert "As a user of Balans Advies" in page
    assert "By a chain mandate." in page
    assert "User id anna.balans" in page


@pytest.mark.requirement("F3")
def test_it_says_until_when_each_right_holds(anna: Client, town: Nordby) -> None:
    """For the right at home its own end; for the one by a mandate that of the mandate, which is earlier."""
    home = gives(town.anna, Right.objects.get(ref="se-sag:kommunal-sagsbehandler"))
    home.ends_at = datetime(2027, 3, 31, 22, tzinfo=UTC)  # midnight in Denmark
    home.save()
    gives(town.anna, Right.objects.get(ref="indberetning:sygdom"))  # without an end
    baker = an_organisation("Bakkerij De Korrel", ref="nl:kvk:90000001", category=Category.COMPANY)
    mandate = Mandate.objects.create(
        ref="m1",
        giver=baker,
        receiver=town.organisation,
        starts_at=NEW_YEAR,
        ends_at=datetime(2026, 12, 31, 23, tzinfo=UTC),
        accepted=True,
    )
    view = Right.objects.get(ref="portal:view")
    mandate.rights.add(view)
    Assignment.objects.create(
        ref="a1",
        user=town.anna,
        right=view,
        organisation=baker,
        mandate=mandate,
        starts_at=NEW_YEAR,
        ends_at=datetime(2028, 1, 1, tzinfo=UTC),
    )

    with time_machine.travel(MONDAY, tick=False):
        page = words(log_in(anna, town.anna).get("/mine/"))

    assert "Municipal case worker Holds until 31 March 2027, that day included." in page
    assert "By a chain mandate. Holds until 31 December 2026, that day included." in page
    assert page.count("Holds until") == 2


@pytest.mark.requirement("F3")
def test_what_was_taken_away_has_ended_or_is_of_another_department_is_not_listed(
    anna: Client, town: Nordby
) -> None:
    """She is told that a right was withdrawn; as one that she has, none of the three stands there."""
    revoked = gives(town.anna, Right.objects.get(ref="indberetning:sygdom"))
    Assignment.objects.filter(pk=revoked.pk).update(state="revoked", revoked_at=MONDAY)
    ended = gives(town.anna, Right.objects.get(ref="indberetning:barsel-ret"))
    Assignment.objects.filter(pk=ended.pk).update(ends_at=NEW_YEAR + timedelta(days=1))
    gives(town.anna, Right.objects.get(ref="se-sag:sagsbehandler"))  # for another department than hers
    held = gives(town.anna, Right.objects.get(ref="se-sag:kommunal-sagsbehandler"))
    assert "Municipal case worker" in text(anna)
    Assignment.objects.filter(pk=held.pk).update(state="revoked", revoked_at=MONDAY)

    page = text(anna)

    for right in ("View and edit parental leave", "Case worker"):
        assert right not in page


@pytest.mark.requirement("F3")
def test_nothing_of_other_people_is_there(anna: Client, town: Nordby) -> None:
    gives(town.bodil, Right.objects.get(ref="se-sag:sagsbehandler"))

    page = text(anna)

    assert "Bodil" not in page
    assert "Case worker" not in page


def test_a_means_gets_a_name(anna: Client, town: Nordby) -> None:
    own = Authenticator.objects.get(person=town.anna.person)

    anna.post(f"/mine/means/{own.ref}/name/", {"name": "My phone"})

    assert "Passkey, My phone" in text(anna)
    assert of_subject(town.anna.ref, organisation=town.organisation.ref)[0].event == "means.renamed"
    assert anna.post(f"/mine/means/{own.ref}/name/", {"name": " "}).status_code == 400


@pytest.mark.requirement("F1")
def test_a_means_is_removed_but_never_the_last(anna: Client, town: Nordby) -> None:
    first = Authenticator.objects.get(person=town.anna.person)
    assert "Your only one, so it cannot be removed" in text(anna)
    refused = anna.post(f"/mine/means/{first.ref}/remove/")
    assert refused.status_code == 403
    assert "only means" in refused.content.decode()

    a_means(town.anna, Means.CODE_DISPLAY)
    assert "Remove Passkey?" in anna.get(f"/mine/means/{first.ref}/remove/").content.decode()
    anna.post(f"/mine/means/{first.ref}/remove/")

    first.refresh_from_db()
    assert first.state == "removed"
    assert [means.kind for means in town.anna.user_means.all()] == ["code_display"]
    outcomes = [entry.outcome for entry in of_subject(town.anna.ref, organisation=town.organisation.ref)]
    assert outcomes == ["done", "step_not_possible"]


@pytest.mark.requirement("F1")
def test_a_means_that_another_company_needs_is_not_removed(anna: Client, town: Nordby) -> None:
    balans = an_organisation("Balans Advies", ref="nl:kvk:90000002", category=Category.ADVISER)
    second = a_user(balans, "Anna Holmstrup", person=town.anna.person, means=None, user_id="anna.balans")
    own = Authenticator.objects.get(person=town.anna.person)
    UserMeans.objects.create(user=second, kind=own.kind, authenticator=own, since=NEW_YEAR)
    a_means(town.anna, Means.CODE_DISPLAY)
    Organisation.objects.update(shares_means=True)

    assert anna.post(f"/mine/means/{own.ref}/remove/").status_code == 403

    own.refresh_from_db()
    assert own.state == "active"


@pytest.mark.requirement("F1")
@pytest.mark.parametrize("word", ["name", "remove"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_means_is_not_there(anna: Client, town: Nordby, word: str, method: str) -> None:
    bodils = Authenticator.objects.get(person=town.bodil.person)

    assert getattr(anna, method)(f"/mine/means/{bodils.ref}/{word}/", {"name": "Mine"}).status_code == 404

    bodils.refresh_from_db()
    assert (bodils.name, bodils.state) == ("", "active")


@pytest.mark.requirement("F1")
def test_a_weak_login_adds_no_passkey(client: Client, town: Nordby) -> None:
    client.cookies["fuldmagt_language"] = "en"
    log_in(client, town.anna, level=Level.LOW, means=Means.USER_PASSWORD)

    answer = client.post("/mine/means/passkey/", {"ceremony": "c", "response": "{}", "name": ""})

    assert answer.status_code == 409
    assert Authenticator.objects.filter(person=town.anna.person).count() == 1


@pytest.mark.requirement("F1")
def test_a_passkey_needs_the_devices_own_answer(anna: Client, town: Nordby) -> None:
    page = anna.get("/mine/means/passkey/").content.decode()
    assert "data-options" in page

    answer = anna.post("/mine/means/passkey/", {"ceremony": "made-up", "response": "{}", "name": "x"})

    assert answer.status_code == 409
    assert Authenticator.objects.filter(person=town.anna.person).count() == 1


@pytest.mark.requirement("F3")
def test_the_page_is_for_those_who_are_logged_in(client: Client, town: Nordby) -> None:
    assert client.get("/mine/").status_code == 302


@pytest.mark.requirement("C6")
def test_what_has_happened_to_me_is_told(anna: Client, town: Nordby) -> None:
    own = Authenticator.objects.get(person=town.anna.person)
    anna.post(f"/mine/means/{own.ref}/name/", {"name": "My phone"})

    page = text(anna).split("What has happened")[1]

    assert "Anna Holmstrup gave a means of login another name" in page
    assert town.bodil.name not in page


@pytest.mark.requirement("F1")
def test_who_had_a_right_is_not_told_that_there_never_was_one(anna: Client, town: Nordby) -> None:
    given = gives(town.anna, Right.objects.get(ref="indberetning:sygdom"))
    assert isinstance(
        withdraw(town.anna.ref, "indberetning:sygdom", by=acting(town.mette), at=MONDAY), Changed
    )

    page = text(anna)
    assert "You have no rights now" in page
    assert "What you had has been withdrawn." in page
    assert "not been given any rights yet" not in page

    Assignment.objects.filter(pk=given.pk).update(state="active", ends_at=MONDAY)
    page = text(anna)
    assert "You have no rights that hold now" in page
    assert "withdrawn" not in page.partition("Your means of login")[0]


@pytest.mark.requirement("F1")
def test_it_names_who_gives_rights_and_how_to_reach_them(anna: Client, town: Nordby) -> None:
    page = text(anna).partition('id="who-helps"')[2].partition("<h2")[0]
    assert "<strong>Mette Lundager</strong>, Rights administrator, User administrator" in page
    assert 'href="mailto:mette.lundager@nordby.example"' in page
    assert 'href="tel:70200041"' in page
    assert "<strong>Birthe Nordahl</strong>, Organisation administrator" in page
    assert "Bodil" not in page

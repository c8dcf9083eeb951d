"""An organisation without users of its own: whoever may sign for it gives, renews and ends mandates (F4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.wishes import actions as wishes
from fuldmagt.mandates.wishes import tasks
from fuldmagt.mandates.wishes.actions import Wanted
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.onboarding.models import Visit
from fuldmagt.onboarding.representing.tasks import forget
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.web.joined.models import LookUp
from fuldmagt.web.joined.rules import MOST
from tests.administration.pages import words
from tests.cast import acting
from tests.chains.cast import EDIT, VIEW, Street, street
from tests.enrolment.conftest import last_mail
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import Representative
from tests.registered import Says
from tests.represented.cast import MILL, ROOS, Signer

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]


@pytest.fixture
def town(db: None) -> Street:
    return street()


@pytest.fixture
def roos(eid: NationalEid) -> Signer:
    return Signer(eid)


def accepted(town: Street) -> Mandate:
    """Balans accepts what was given, and lets Jonas work for the mill."""
    mandate, now = Mandate.objects.get(), clock.now()
    by = acting(town.femke)
    assert isinstance(chains.accept(mandate.ref, seen=chains.stamp(mandate), by=by, at=now), Mandate)
    for right in mandate.rights.all():
        Assignment.objects.create(
            ref=dice.reference(),
            user=town.jonas,
            right=right,
            organisation=mandate.giver,
            mandate=mandate,
            starts_at=now,
        )
    return mandate


def test_a_mill_without_users_mandates_its_adviser_and_ends_it_again(town: Street, roos: Signer) -> None:
    assert "Is Molen Zonnebloem the right one?" in words(roos.finds())
    page = roos.arrives()
    assert "Molen Zonnebloem has given no mandate yet" in words(page)
    assert "Balans Advies may then, for Molen Zonnebloem:" in words(
        roos.gives(town.balans.ref, step="review")
    )
    page = roos.gives_to(town)
    assert "It waits for Balans Advies" in words(page)
    assert "Molen Zonnebloem" in last_mail(town.femke.email).subject

    mandate = accepted(town)
    mail = last_mail("roos@molen.example")
    assert "Balans Advies has accepted your mandate" in mail.subject
    assert "/represent/" in mail.body

    again = Signer(roos.eid)
    assert "Balans Advies" in words(again.arrives())
    page = again.browser.post(f"/represent/mandates/{mandate.ref}/end/", {"word": "Klaar"}, follow=True)
    assert "Nobody can act by this mandate any more" in words(page)
    assert Assignment.objects.get(mandate=mandate).state == "revoked"
    assert not BusinessUser.objects.filter(organisation__ref=MILL).exists()


def test_it_is_changed_and_renewed_and_the_assignments_stay(town: Street, roos: Signer) -> None:
    roos.arrives()
    roos.gives_to(town)
    mandate = accepted(town)
    one = f"/represent/mandates/{mandate.ref}/"
    form = {"right": (VIEW, EDIT), "seen": chains.stamp(mandate)}
    assert "What the mandate gives is changed." in words(
        roos.browser.post(f"{one}change/", form, follow=True)
    )
    assert [each.ref for each in mandate.awaiting.all()] == [EDIT]
    stale = roos.browser.post(f"{one}change/", form)
    assert stale.status_code == 409
    later = (clock.now() + timedelta(days=400)).date().isoformat()
    assert "What was assigned stays assigned." in words(
        roos.browser.post(f"{one}renew/", {"until": later}, follow=True)
    )
    assert Assignment.objects.get(mandate=mandate).state == "active"


def test_a_visit_is_of_one_browser_and_lasts_half_an_hour(town: Street, roos: Signer) -> None:
    roos.arrives()
    stranger = Client(headers={"accept-language": "en"})
    assert "Your time here is over" in words(stranger.get("/represent/mandates/"))
    Visit.objects.update(until=clock.now())
    page = roos.gives_to(town)
    assert "Your time here is over" in words(page)
    assert not Mandate.objects.exists()


def test_who_leaves_has_left(town: Street, roos: Signer) -> None:
    roos.arrives()
    old = roos.browser.cookies["fuldmagt_session"].value
    assert "You have left" in words(roos.browser.post("/represent/leave/"))
    roos.browser.cookies["fuldmagt_session"] = old
    assert roos.browser.get("/represent/mandates/").status_code == 403


def test_a_planted_session_knows_nothing_of_what_is_proven(town: Street, roos: Signer) -> None:
    address = roos.goes_to_the_eid()
    planted = Client(headers={"accept-language": "en"})
    planted.cookies["fuldmagt_session"] = roos.browser.cookies["fuldmagt_session"].value
    roos.browser.get(roos.eid.login(address, ROOS), follow=True)
    assert planted.get("/represent/mandates/").status_code == 403
    assert roos.browser.get("/represent/mandates/").status_code == 200


@pytest.mark.parametrize(
    ("citizen", "says"),
    [
        (Citizen("Mallory Grey", born="1979-04-02", number="0204790008"), "does not name you"),
        (ROOS.but(number=""), "carries no national number"),
        (ROOS.but(level="Low"), "does not say surely enough"),
    ],
    ids=["somebody else", "no national number", "too low"],
)
def test_who_may_not_sign_gives_nothing(town: Street, roos: Signer, citizen: Citizen, says: str) -> None:
    page = roos.arrives(citizen)
    assert says in words(page)
    assert roos.browser.get("/represent/mandates/").status_code == 403
    assert not Organisation.objects.filter(ref=MILL).exists()


def test_the_register_is_asked_again_each_time(town: Street, roos: Signer, the_register_says: Says) -> None:
    roos.arrives()
    the_register_says(MILL, signatories=[{"name": "Iemand Anders", "birth_date": "1980-01-01"}])
    assert "does not name you" in words(roos.gives_to(town))
    assert not Mandate.objects.exists()


def test_an_organisation_with_users_is_its_managers_affair(town: Street, eid: NationalEid) -> None:
    page = Signer(eid, organisation=town.korrel.ref).finds()
    assert "The organisation has joined already" in words(page)
    assert not Visit.objects.exists()


def test_who_joins_later_keeps_its_mandates(town: Street, roos: Signer) -> None:
    roos.arrives()
    roos.gives_to(town)
    mandate = accepted(town)
    joins = Representative(roos.eid)
    joins.finds("90000017", scheme="nl:kvk")
    joins.confirms(ROOS, email="roos@molen.example")
    assert Organisation.objects.get(ref=MILL).state == "active"
    mandate.refresh_from_db()
    assert (mandate.state, mandate.accepted) == ("active", True)
    assert "has joined" in words(roos.gives_to(town))


def asked(town: Street) -> Any:
    wish = wishes.ask(Wanted(MILL, (VIEW,), "Jaarwerk"), by=acting(town.femke), at=clock.now())
    tasks.tell(clock.now())
    return wish


def test_what_an_adviser_asks_for_is_answered_without_joining(town: Street, roos: Signer) -> None:
    asked(town)
    assert "/represent/" in last_mail("post@molen.example").body
    page = roos.arrives()
    assert "1 organisation asks Molen Zonnebloem for a mandate" in words(page)
    assert "/represent/new/?receiver=nl%3Akvk%3A90000002&amp;right=portal%3Aview" in page.content.decode()
    roos.gives_to(town)
    assert Wish.objects.get().state == "given"


def test_what_an_adviser_asks_for_is_declined_with_a_word(town: Street, roos: Signer) -> None:
    wish = asked(town)
    roos.arrives()
    page = roos.browser.post(f"/represent/asked/{wish.ref}/decline/", {"word": "Nee"}, follow=True)
    assert "You have declined. Balans Advies has been told." in words(page)
    assert Wish.objects.get().state == "declined"


def test_what_is_over_is_forgotten(town: Street, roos: Signer) -> None:
    roos.arrives()
    roos.gives_to(town)
    mandate = Mandate.objects.get()
    assert mandate.contact_email == "roos@molen.example"
    assert forget(clock.now()) == 0
    chains.end(mandate.ref, "Klaar", by=acting(town.femke), at=clock.now())
    assert forget(clock.now() + timedelta(days=2)) == 1
    mandate.refresh_from_db()
    assert (mandate.contact_email, Visit.objects.count()) == ("", 0)


def test_going_on_about_one_receiver_is_one_question(town: Street, roos: Signer) -> None:
    roos.arrives()
    before = LookUp.objects.count()
    page = f"/represent/new/?receiver={town.balans.ref}"
    for _again in range(MOST):
        assert roos.browser.get(page).status_code == 200
    assert LookUp.objects.count() == before + 1
    numbers = range(90_000_100, 90_000_100 + MOST)
    assert 429 in {
        roos.browser.get(f"/represent/new/?receiver=nl:kvk:{each}").status_code for each in numbers
    }

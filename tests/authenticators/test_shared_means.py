"""One means for the same person's users in two organisations, where both allow it (B14)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.code.actions import verify
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import means_of
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.means import Means
from tests.authenticators.guest import a_guest
from tests.cast import Nordby, Sydby, a_means, a_user, gives, log_in, nordby, se_sag, sydby
from tests.enrolment.conftest import eid, running_eid
from tests.enrolment.provider import NationalEid
from tests.oidc.party import a_party
from tests.sign_in.people import PIN, Employee, an_employee

__all__ = ["eid", "running_eid"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B14")]
ENGLISH = {"accept-language": "en"}


@dataclass
class Scene:
    """Anna works in Nordby's job centre, and is on the way to a login at Sydby as well."""

    nordby: Nordby
    sydby: Sydby
    anna: Employee
    second: BusinessUser

    @property
    def means(self) -> Authenticator:
        return Authenticator.objects.get(person=self.anna.user.person, kind=Means.CODE_DISPLAY)

    def allows(self, who: BusinessUser, chosen: str = "on") -> Any:
        """An organisation administrator's press of the button."""
        at = log_in(Client(headers=ENGLISH), who)
        return at.post("/organisation/settings/shared-means/", {"share": chosen}, follow=True)

    def both_allow(self) -> None:
        self.allows(self.nordby.birthe)
        self.allows(self.sydby.sigrid)

    def proves(self, user: BusinessUser | None = None) -> bool:
        """Whether a login by the display, as this user, is judged right."""
        who = user or self.second
        shown = verify(who.user_id or "", PIN, self.anna.code(), at=clocks.now())
        return isinstance(shown, Proof)

    def shares(self) -> None:
        """As at the end of an activation at Sydby."""
        self.both_allow()
        UserMeans.objects.create(
            user=self.second, kind=self.means.kind, authenticator=self.means, since=clocks.now()
        )

    def shows_the_display(self, address: str) -> str:
        page = self.anna.types_user_id(self.anna.follows(address))
        return self.anna.types_code(page.removesuffix("means") + "code")


@pytest.fixture
def scene(db: None, clock: time_machine.Traveller) -> Scene:
    ours, theirs = nordby(), sydby()
    anna = an_employee(ours.anna)
    second = a_user(theirs.organisation, "Anna Holmstrup", person=ours.anna.person, means=None)
    return Scene(ours, theirs, anna, second)


@pytest.fixture
def guest(eid: NationalEid, clock: time_machine.Traveller) -> Any:
    """Diana, active at Nordby with a code display, invited to Sydby and come to the last step there."""
    return a_guest(eid, clock)


def offers(page: Any) -> bool:
    return "Use what you have" in page.content.decode()


def test_it_is_off_until_an_organisation_administrator_turns_it_on(scene: Scene) -> None:
    assert not Organisation.objects.filter(shares_means=True).exists()

    for who in (scene.nordby.mette, scene.nordby.anna):
        assert scene.allows(who).status_code == 403
    assert "may now serve" in scene.allows(scene.nordby.birthe).content.decode()

    assert set(Organisation.objects.filter(shares_means=True)) == {scene.nordby.organisation}
    entry = PendingEntry.objects.filter(event="organisation.changed", outcome="done").latest("pk")
    assert (entry.actor, entry.facts) == (scene.nordby.birthe.ref, {"shares_means": True})


@pytest.mark.parametrize("allowing", ["neither", "nordby", "sydby"])
def test_at_the_activation_it_is_offered_only_where_both_allow(guest: Any, allowing: str) -> None:
    if allowing != "neither":
        guest.allows(allowing)

    page = guest.at_the_last_step()

    assert not offers(page)
    answer = guest.takes_what_she_has()
    assert answer.status_code == 403
    assert means_of(guest.now) == frozenset()
    assert PendingEntry.objects.get(event="means.shared").outcome in {"step_not_possible", "not_found"}


def test_what_she_has_serves_the_second_login_too(guest: Any, clock: time_machine.Traveller) -> None:
    guest.allows("nordby")
    guest.allows("sydby")
    assert offers(guest.at_the_last_step())

    done = guest.takes_what_she_has()

    assert "Your work login is ready" in done.content.decode()
    assert means_of(guest.now) == {Means.CODE_DISPLAY}
    assert Authenticator.objects.filter(person=guest.now.person).count() == 1
    clock.shift(timedelta(minutes=1))
    assert guest.logs_in(guest.now.user_id)
    clock.shift(timedelta(minutes=1))
    assert guest.logs_in("diana.petrescu")
    told = Notice.objects.get(subject="Your means of login serves one login more")
    assert (told.to, "Sydby" in told.body) == ("diana@nordby.example", False)


def test_another_persons_means_is_never_shared(guest: Any) -> None:
    guest.allows("nordby")
    guest.allows("sydby")
    others = a_means(BusinessUser.objects.get(name="Bodil Ravnsø"), Means.CODE_DISPLAY).authenticator
    assert others is not None
    guest.at_the_last_step()

    assert guest.takes_what_she_has(others.ref).status_code == 404
    assert means_of(guest.now) == frozenset()


def test_who_withdraws_it_stops_it_at_home_alone(scene: Scene, clock: time_machine.Traveller) -> None:
    scene.shares()
    assert scene.proves()
    clock.shift(timedelta(minutes=1))

    scene.allows(scene.sydby.sigrid, "off")

    assert not scene.proves(), "at the next login"
    assert scene.proves(scene.nordby.anna)
    (told,) = Notice.objects.filter(about=scene.second.ref)
    assert told.to == scene.second.email
    clock.shift(timedelta(minutes=1))
    scene.allows(scene.sydby.sigrid)
    assert scene.proves(), "and comes back with the permission"


def test_where_a_user_is_closed_the_means_stops_for_that_one_alone(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    scene.shares()
    log_in(Client(), scene.sydby.sigrid).post(f"/users/{scene.second.ref}/steps/close/")

    assert not scene.proves()
    clock.shift(timedelta(minutes=1))
    assert scene.proves(scene.nordby.anna)
    clock.shift(timedelta(minutes=1))
    scene.allows(scene.nordby.birthe, "off")
    assert scene.proves(scene.nordby.anna), "nothing is shared any more"


def test_the_last_administrator_does_not_lock_everybody_out(scene: Scene) -> None:
    """Sigrid's own means is the shared one, and she is the only organisation administrator."""
    scene.both_allow()
    hers = UserMeans.objects.get(user=scene.sydby.sigrid)
    elsewhere = a_user(scene.nordby.organisation, "Sigrid N", person=scene.sydby.sigrid.person, means=None)
    UserMeans.objects.create(
        user=elsewhere, kind=hers.kind, authenticator=hers.authenticator, since=clocks.now()
    )

    refused = scene.allows(scene.sydby.sigrid, "off")

    assert refused.status_code == 403
    assert Organisation.objects.get(pk=scene.sydby.organisation.pk).shares_means


def test_an_administrator_sees_nothing_of_the_other_organisation(scene: Scene) -> None:
    scene.shares()
    at = log_in(Client(headers=ENGLISH), scene.nordby.mette)
    mine, theirs = scene.nordby.anna.ref, scene.second.ref
    birthe = log_in(Client(headers=ENGLISH), scene.nordby.birthe)
    pages = [
        *(at.get(f"/users/{mine}/{tab}") for tab in ("", "means/", "events/", "orders/")),
        at.get("/events/"),
        birthe.get("/organisation/settings/"),
    ]

    for page in pages:
        assert page.status_code == 200
        for word in ("Sydby", scene.sydby.organisation.ref, theirs, scene.second.user_id or "?"):
            assert word not in page.content.decode()
    for word in ("lock", "remove", "lost"):
        assert at.post(f"/users/{theirs}/means/{scene.means.ref}/{word}/").status_code == 404
    assert "1 user logs in by a means that serves elsewhere too" in pages[-1].content.decode()


def test_removing_it_here_leaves_it_there_and_a_lock_is_lifted_by_who_locked(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    scene.shares()
    mette = log_in(Client(headers=ENGLISH), scene.nordby.mette)
    sigrid = log_in(Client(headers=ENGLISH), scene.sydby.sigrid)
    here = f"/users/{scene.nordby.anna.ref}/means/{scene.means.ref}"
    there = f"/users/{scene.second.ref}/means/{scene.means.ref}"

    mette.post(f"{here}/lock/")
    assert not scene.proves()
    theirs = PendingEntry.objects.get(event="means.locked", subject=scene.second.ref)
    assert (theirs.actor, theirs.organisation) == ("anybody", scene.sydby.organisation.ref)
    told = sigrid.get(f"/users/{scene.second.ref}/events/").content.decode()
    assert "A means of login of Anna Holmstrup was locked" in told
    assert "Nordby" not in told
    refused = sigrid.post(f"{there}/unlock/")
    assert (refused.status_code, "Somebody else has locked" in refused.content.decode()) == (403, True)
    assert "Nordby" not in refused.content.decode()
    mette.post(f"{here}/unlock/")
    assert scene.proves()
    clock.shift(timedelta(minutes=1))
    mette.post(f"{here}/remove/")

    assert scene.proves()
    assert not scene.proves(scene.nordby.anna)


def test_what_she_removes_herself_is_told_to_each_organisation_as_its_own(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    scene.shares()
    a_means(scene.nordby.anna, Means.PASSKEY)
    a_means(scene.second, Means.PASSKEY)
    anna = log_in(Client(headers=ENGLISH), scene.nordby.anna)

    assert anna.post(f"/mine/means/{scene.means.ref}/remove/").status_code == 302

    said = PendingEntry.objects.filter(event="means.removed").exclude(subject=scene.means.ref)
    assert set(said.values_list("organisation", "actor", "subject")) == {
        (user.organisation.ref, user.ref, user.ref) for user in (scene.nordby.anna, scene.second)
    }


def test_the_login_offers_the_choice_between_employers(scene: Scene) -> None:
    scene.shares()
    page = scene.shows_the_display("/log-in?next=/mine/")
    assert page.endswith("/users")
    said = scene.anna.text
    assert "Nordby Kommune" in said
    assert "Sydby Kommune" in said

    ended = scene.anna.sends(page, user=scene.second.ref)

    assert ended == "/mine/"
    signed_in = SignIn.objects.latest("pk")
    assert (signed_in.user, signed_in.organisation) == (scene.second, scene.sydby.organisation.ref)
    assert scene.second.user_id in scene.anna.text


def test_only_an_employer_for_whom_a_wanted_right_holds_is_offered(scene: Scene) -> None:
    scene.shares()
    service = se_sag()
    gives(scene.nordby.anna, service.kommunal)
    party = a_party()

    ended = scene.shows_the_display(party.address())
    assert not ended.endswith("/users"), "at Sydby she has no right in it: nobody is asked"

    gives(scene.second, service.kommunal)
    scene.anna.browser = Client(headers=ENGLISH)
    with time_machine.travel(clocks.now() + timedelta(minutes=2), tick=False):
        assert scene.shows_the_display(party.address()).endswith("/users")


def test_nobody_goes_on_as_whom_the_means_does_not_serve(scene: Scene) -> None:
    scene.shares()
    page = scene.shows_the_display("/log-in?next=/mine/")
    scene.allows(scene.sydby.sigrid, "off")

    for user in (scene.second, scene.nordby.mette, scene.sydby.sigrid):
        scene.anna.browser.post(page, {"user": user.ref})
        assert SignIn.objects.latest("pk").user == scene.nordby.anna

"""What becomes of a means that serves one person in two organisations, told to each as its own (B14)."""

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.code.actions import verify
from fuldmagt.authenticators.models import Authenticator, MeansOrder
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.proof import Proof
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.means import Means
from tests.authenticators.test_shared_means import Scene, scene
from tests.cast import a_means, acting, log_in

__all__ = ["scene"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B14")]


def test_wrong_tries_at_one_login_lock_it_for_both_and_each_organisation_hears_of_its_own(
    scene: Scene,
) -> None:
    scene.shares()
    for _ in range(5):
        assert not isinstance(verify(scene.second.user_id or "", "902714", "000000", at=clocks.now()), Proof)

    assert not scene.proves(scene.nordby.anna)
    ours = PendingEntry.objects.get(event="means.locked", subject=scene.nordby.anna.ref)
    assert (ours.actor, ours.organisation) == ("anybody", scene.nordby.organisation.ref)
    for user in (scene.nordby.anna, scene.second):
        assert Notice.objects.filter(to=user.email, body__contains="/forgotten/pin").exists()
    lifted = log_in(Client(), scene.sydby.sigrid).post(
        f"/users/{scene.second.ref}/means/{scene.means.ref}/unlock/"
    )
    assert lifted.status_code == 302, "no organisation has locked it"


def test_a_lock_of_an_organisation_that_it_serves_no_more_is_lifted_by_who_is_left(scene: Scene) -> None:
    scene.shares()
    sigrid = log_in(Client(), scene.sydby.sigrid)
    there = f"/users/{scene.second.ref}/means/{scene.means.ref}"
    here = f"/users/{scene.nordby.anna.ref}/means/{scene.means.ref}"
    mette = log_in(Client(), scene.nordby.mette)

    sigrid.post(f"{there}/lock/")
    assert mette.post(f"{here}/unlock/").status_code == 403
    sigrid.post(f"{there}/remove/")

    assert mette.post(f"{here}/unlock/").status_code == 302
    assert scene.proves(scene.nordby.anna)


def test_an_administrator_does_not_see_when_and_under_what_name_it_served_elsewhere(scene: Scene) -> None:
    scene.shares()
    Authenticator.objects.filter(pk=scene.means.pk).update(name="Sydby key", used_at=clocks.now())
    mette = log_in(Client(headers={"accept-language": "en"}), scene.nordby.mette)

    page = mette.get(f"/users/{scene.nordby.anna.ref}/means/").content.decode()

    assert "Sydby" not in page
    assert "Not shown" in page


@pytest.mark.requirement("C6")
def test_a_thing_that_serves_two_is_blocked_and_taken_back_for_both(scene: Scene) -> None:
    """Nordby has handed it out; Sydby learns that it works no more, and not where it came from."""
    scene.shares()
    ours, mette = scene.nordby.anna, acting(scene.nordby.mette)
    order = MeansOrder.objects.create(
        ref="an-order-of-nordbys", user=ours, kind=scene.means.kind, state="activated", serial="A-1",
        authenticator=scene.means, ordered_by=mette.ref, ordered_at=clocks.now(), changed_at=clocks.now(),
    )  # fmt: skip

    assert orders.block(order.ref, by=mette, at=clocks.now()) == order
    assert (scene.means.state, scene.means.locked_by) == ("locked", ours.organisation.ref)
    refused = log_in(Client(), scene.sydby.sigrid).post(
        f"/users/{scene.second.ref}/means/{scene.means.ref}/unlock/"
    )
    assert refused.status_code == 403
    orders.unblock(order.ref, by=mette, at=clocks.now())
    assert scene.proves()
    orders.give_back(order.ref, by=mette, at=clocks.now())

    assert scene.means.state == "removed"
    theirs = PendingEntry.objects.filter(organisation=scene.sydby.organisation.ref, subject=scene.second.ref)
    said = theirs.filter(actor="anybody").order_by("pk").values_list("event", flat=True)
    assert list(said) == ["means.locked", "means.unlocked", "means.removed"]
    told = Notice.objects.filter(to=scene.second.email).latest("pk")
    assert "removed" in told.subject or "fjernet" in told.subject
    assert "Nordby" not in told.body


def test_whoever_allows_it_no_more_is_asked_first_where_somebody_shares(scene: Scene) -> None:
    scene.shares()
    birthe = log_in(Client(headers={"accept-language": "en"}), scene.nordby.birthe)

    asked = birthe.get("/organisation/settings/shared-means/").content.decode()

    assert "1 user logs in by a means that serves elsewhere too" in asked
    assert scene.proves(scene.nordby.anna), "asking changes nothing"
    birthe.post("/organisation/settings/shared-means/", {"share": "off"})
    assert birthe.get("/organisation/settings/shared-means/").status_code == 302, "there is nothing to ask"


def test_a_means_of_ones_own_is_asked_about_by_nobody(scene: Scene) -> None:
    scene.both_allow()
    a_means(scene.second, Means.PASSKEY)

    assert scene.shows_the_display("/log-in?next=/mine/") == "/mine/"

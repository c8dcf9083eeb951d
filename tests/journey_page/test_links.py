"""The link of a candidate: of its own purpose, hashed, expiring, void once a newer one is sent (B1, B9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.models import Invitation, TickedOff
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from tests.cast import Nordby, a_user, sydby
from tests.enrolment.conftest import last_mail, link_in
from tests.journey_page.conftest import EMAIL, a_candidate, at, diana, invited, text, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B1", "B9")]


def test_the_link_is_kept_as_a_hash_and_opens_nothing_but_the_preparation(mette: Client) -> None:
    link = a_candidate(mette, language="en")
    kept = Invitation.objects.get()
    token = token_of(link)

    assert token not in kept.token
    assert (kept.purpose, (kept.expires_at - kept.created_at).days) == ("journey", 90)
    for page in (f"/activate/{token}/", f"/activate/{token}/code/", f"/new-pin/{token}/"):
        answer = Client().get(page, follow=True)
        assert answer.status_code == 403
        assert "The link is not one of ours" in text(answer)


def test_a_newer_link_voids_the_older_and_both_run_out(mette: Client, clock: time_machine.Traveller) -> None:
    first = a_candidate(mette, language="en")
    mette.post(f"/users/{diana().ref}/way/send/")
    second = link_in(last_mail(EMAIL))

    old = Client().get(first)
    assert old.status_code == 410
    assert "A newer link has replaced this one" in text(old)
    assert Client().post(f"{first}tick/", {"part": "phone"}).status_code == 410
    assert Client().get(second).status_code == 200
    clock.shift(timedelta(days=91))
    assert Client().get(second).status_code == 410
    assert not TickedOff.objects.exists()


def test_a_corrected_address_voids_the_link_in_the_older_mail(mette: Client) -> None:
    link = a_candidate(mette, language="en")
    user = diana()
    moved = {
        "name": user.name, "birth_date": "08-08-1990", "email": "diana.p@nordby.example", "language": "en",
        "version": str(user.version),
    }  # fmt: skip
    page = mette.post(f"/users/{user.ref}/", moved, follow=True)

    assert "The link in the older mail no longer works. Send a new one." in text(page)
    assert Client().get(link).status_code == 410
    assert PendingEntry.objects.filter(event="invitation.voided", outcome="done").count() == 1


def test_a_corrected_address_voids_the_activation_link_of_somebody_who_waits(mette: Client) -> None:
    link = invited(mette, language="en")
    Client().post(f"/journey/{token_of(link)}/wait/", {"why": "no_chip"})
    user = diana()
    moved = {
        "name": user.name, "birth_date": "08-08-1990", "email": "diana.p@nordby.example", "language": "en",
        "version": str(user.version),
    }  # fmt: skip
    mette.post(f"/users/{user.ref}/", moved)

    assert Client().get(link).status_code == 410


def test_a_closed_user_s_link_opens_nothing(mette: Client) -> None:
    link = a_candidate(mette, language="en")
    mette.post(f"/users/{diana().ref}/steps/close/", {"reason": "Found other work"})

    assert Client().get(link).status_code == 410
    assert Client().post(f"{link}wait/", {"why": "face"}).status_code == 410


def test_an_active_user_has_nothing_left_to_prepare(mette: Client) -> None:
    link = a_candidate(mette, language="en")
    BusinessUser.objects.filter(email=EMAIL).update(state=UserState.ACTIVE)
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "The link has been used" in text(answer)


def test_only_user_administrators_of_the_organisation_send_it_and_only_so_often(
    mette: Client, people: Nordby
) -> None:
    a_candidate(mette, language="en")
    path = f"/users/{diana().ref}/way/"
    auditor = at(a_user(people.organisation, "Aud Itor", Role.AUDITOR))

    assert at(sydby().sigrid).post(f"{path}send/").status_code == 404
    assert auditor.post(f"{path}send/").status_code == 403
    assert "Send it again" not in text(auditor.get(path))
    assert Notice.objects.count() == 1
    answers = [mette.post(f"{path}send/").status_code for _ in range(6)]
    assert answers[-1] == 429
    assert Notice.objects.filter(to=EMAIL).count() == 5


def test_whoever_is_invited_prepares_by_the_invitation(mette: Client) -> None:
    invited(mette, language="en")
    answer = mette.post(f"/users/{diana().ref}/way/send/")
    assert answer.status_code == 403
    assert "prepares by the link in the activation mail" in text(answer)

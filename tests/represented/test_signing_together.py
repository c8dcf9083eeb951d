"""Where several sign together, a mandate is given when enough of them have confirmed it (F4)."""

from datetime import timedelta
from typing import Any

import pytest

from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.instructions import actions
from fuldmagt.onboarding.models import Consent, Instruction
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal
from tests.administration.pages import words
from tests.cast import acting
from tests.chains.cast import Street, street
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.registered import Says
from tests.represented.cast import PREBEN, ULLA, VESTERBY, Signer, confirms_by_mail

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]
PREBENS = "preben@vesterby.example"


@pytest.fixture
def town(db: None) -> Street:
    return street()


@pytest.fixture
def ulla(eid: NationalEid) -> Signer:
    return Signer(eid, ULLA, VESTERBY, "ulla@vesterby.example")


def given(ulla: Signer, town: Street) -> Any:
    """The page on which Ulla asks the others."""
    ulla.arrives()
    return ulla.gives_to(town)


def test_all_who_sign_together_confirm(town: Street, ulla: Signer) -> None:
    page = given(ulla, town)
    assert "One more signature is needed" in words(page)
    assert not Mandate.objects.exists()
    ulla.asks(page, "Preben Skaarup", PREBENS)
    mail = last_mail(PREBENS)
    assert "Ulla Brink wants Vesterby Tømrer og Snedker ApS to give a chain mandate:" in mail.body
    assert "All have confirmed, and it is done" in words(confirms_by_mail(ulla.eid, PREBENS, PREBEN))
    mandate = Mandate.objects.get()
    assert (mandate.giver.ref, mandate.receiver) == (VESTERBY, town.balans)
    assert mandate.contact_email == "ulla@vesterby.example"
    assert "It is done" in last_mail("ulla@vesterby.example").subject
    assert confirms_by_mail(ulla.eid, PREBENS, PREBEN).status_code == 403


def test_nobody_confirms_twice_or_for_another(town: Street, ulla: Signer) -> None:
    page = given(ulla, town)
    ulla.asks(page, "Preben Skaarup", PREBENS)
    for citizen in (ULLA, Citizen("Mallory Grey", born="1970-01-01", number="0101700001")):
        assert confirms_by_mail(ulla.eid, PREBENS, citizen).status_code == 403
    assert not Mandate.objects.exists()
    assert Consent.objects.count() == 1


def test_a_consent_of_one_who_may_sign_no_more_is_none(
    town: Street, ulla: Signer, the_register_says: Says
) -> None:
    ulla.asks(given(ulla, town), "Preben Skaarup", PREBENS)
    left = [
        {"name": "Preben Skaarup", "birth_date": "1969-10-12"},
        {"name": "Ny", "birth_date": "1980-01-01"},
    ]
    the_register_says(VESTERBY, signatories=left)
    assert "One more signature is needed" in words(confirms_by_mail(ulla.eid, PREBENS, PREBEN))
    assert not Mandate.objects.exists()


def test_a_newer_mail_makes_the_older_link_void_and_mails_are_few(town: Street, ulla: Signer) -> None:
    page = given(ulla, town)
    ulla.asks(page, "Preben Skaarup", PREBENS)
    old = link_in(last_mail(PREBENS))
    for _ in range(3):
        again = ulla.asks(page, "Preben Skaarup", PREBENS)
    assert ulla.browser.get(old).status_code == 403
    assert Notice.objects.filter(to=PREBENS).count() == 3
    assert "too many times" in words(again)
    ulla.asks(page, "Mallory", "mallory@x.example")
    assert not Notice.objects.filter(to="mallory@x.example").exists()


def test_it_waits_for_thirty_days(town: Street, ulla: Signer) -> None:
    ulla.asks(given(ulla, town), "Preben Skaarup", PREBENS)
    Instruction.objects.update(until=clock.now() - timedelta(seconds=1))
    assert confirms_by_mail(ulla.eid, PREBENS, PREBEN).status_code == 403
    assert not Mandate.objects.exists()


def test_what_is_not_possible_is_said_before_anybody_is_asked(town: Street, ulla: Signer) -> None:
    ulla.arrives()
    assert ulla.gives(town.balans.ref, "portal:nothing").status_code == 409
    assert not Instruction.objects.exists()
    assert not Notice.objects.exists()


def test_what_became_impossible_meanwhile_is_said_to_all(town: Street, ulla: Signer) -> None:
    ulla.asks(given(ulla, town), "Preben Skaarup", PREBENS)
    town.balans.state = "closed"
    town.balans.save(update_fields=["state"])
    assert "It could not be done any more" in words(confirms_by_mail(ulla.eid, PREBENS, PREBEN))
    assert "It could not be done" in last_mail("ulla@vesterby.example").subject


def test_ending_waits_for_the_others_too(town: Street, ulla: Signer) -> None:
    ulla.asks(given(ulla, town), "Preben Skaarup", PREBENS)
    confirms_by_mail(ulla.eid, PREBENS, PREBEN)
    mandate = Mandate.objects.get()
    chains.accept(mandate.ref, seen=chains.stamp(mandate), by=acting(town.femke), at=clock.now())
    page = ulla.browser.post(f"/represent/mandates/{mandate.ref}/end/", {"word": "Slut"}, follow=True)
    ulla.asks(page, "Preben Skaarup", PREBENS)
    assert "to end a chain mandate" in last_mail(PREBENS).body
    confirms_by_mail(ulla.eid, PREBENS, PREBEN)
    mandate.refresh_from_db()
    assert mandate.state == "revoked"


def test_another_organisation_has_nothing_of_it(town: Street, ulla: Signer) -> None:
    given(ulla, town)
    ref = Instruction.objects.get().ref
    roos = Signer(ulla.eid)
    roos.arrives()
    assert roos.browser.get(f"/represent/waiting/{ref}/").status_code in {403, 404}
    visit = roos.visit()
    asked = actions.ask(ref, "Preben Skaarup|1969-10-12", PREBENS, visit=visit, at=clock.now())
    assert isinstance(asked, Refusal)

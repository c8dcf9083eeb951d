"""A notifier joins an organisation whose representative's eID carries no national number (A2)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fuldmagt.onboarding.joining.tasks import forget
from fuldmagt.onboarding.models import Authority, Joining, Signature
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import roles_of
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.refusals import Reason
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.notifier import BARTEK, KATARZYNA, PDF, PNG, POST, ZIELNA, Notifier, confirms, said
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import BIRTHE, Representative, log
from tests.registered import Says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("A2")]


@pytest.fixture
def bartek(eid: NationalEid) -> Notifier:
    return Notifier(eid)


@pytest.mark.requirement("A1")
def test_the_representative_is_refused_with_this_reason_and_offered_this_way(eid: NationalEid) -> None:
    katarzyna = Representative(eid)
    katarzyna.finds("20000120")
    page = katarzyna.confirms(KATARZYNA, category="company", email=POST)

    assert page.status_code == 403
    assert "The eID carries no national number" in said(page)
    assert "A notifier can join it for you" in said(page)
    assert 'href="/join/notifier/"' in page.content.decode()
    assert log()[-1] == ("joining.confirmed", Reason.EID_WITHOUT_NATIONAL_NUMBER)
    assert "Join an organisation as its notifier" in said(katarzyna.browser.get("/join/notifier/"))


@pytest.mark.requirement("A1")
def test_the_notifier_joins_it_once_the_representative_has_confirmed(bartek: Notifier) -> None:
    assert "Is Zielna Import ApS the right one?" in said(bartek.finds())
    page = bartek.shows_the_eid()
    assert "You are known to us as Bartek Nowak" in said(page)
    assert "Choose a file." not in said(page), "nobody is blamed who has done nothing yet"
    assert "Katarzyna Zielna" in said(page)
    assert "We have the authority." in said(bartek.hands_in())
    assert "Has been asked" in said(bartek.asks())
    mail = last_mail(POST)
    assert "Bartek Nowak wants Zielna Import ApS to join" in mail.body
    assert "handed in an authority that you have signed" in mail.body
    assert not Organisation.objects.exists(), "nothing is joined before it is confirmed"
    assert not BusinessUser.objects.exists()
    asked = said(Client(headers={"accept-language": "en"}).get(link_in(mail)))
    assert "The authority came as “fuldmagt.pdf” on 2 March 2026" in asked

    page = confirms(bartek.eid, link_in(mail), KATARZYNA)

    assert "Zielna Import ApS has joined" in said(page)
    organisation = Organisation.objects.get(ref=ZIELNA)
    assert (organisation.state, organisation.joined_by) == (OrganisationState.ACTIVE, "Katarzyna Zielna")
    user = BusinessUser.objects.get()
    assert (user.name, user.state) == ("Bartek Nowak", UserState.IDENTITY_CONFIRMED)
    assert Role.ORGANISATION_ADMINISTRATOR in roles_of(user)
    link = link_in(last_mail("bartek@zielna.example"))
    answer = bartek.browser.post(link)
    page = bartek.browser.get(bartek.eid.login(answer["Location"], BARTEK), follow=True)
    assert "Choose your user id" in said(page)


@pytest.mark.requirement("A1")
def test_a_notifier_without_a_national_number_or_below_substantial_is_stopped(bartek: Notifier) -> None:
    bartek.finds()
    page = bartek.shows_the_eid(Citizen("Bartek Nowak", born="1985-06-02"))
    assert "The eID carries no national number" in said(page)
    assert "A notifier can join it for you" not in said(page), "another notifier is no help to a notifier"
    page = bartek.shows_the_eid(BARTEK.but(level="Low"))
    assert page.status_code == 403
    back = bartek.browser.get(f"{bartek.path}authority/", follow=True)
    assert back.request["PATH_INFO"] == bartek.path
    assert Joining.objects.get().state == "notifying"
    assert [outcome for event, outcome in log() if event == "joining.notified"] == [
        Reason.EID_WITHOUT_NATIONAL_NUMBER,
        Reason.EID_LEVEL_TOO_LOW,
    ]


@pytest.mark.requirement("B2")
@pytest.mark.parametrize(
    "citizen",
    [
        KATARZYNA.but(name="Katarzyna Zielinska"), KATARZYNA.but(name="Zielna"),
        KATARZYNA.but(born="1991-03-18"), KATARZYNA.but(born=""), KATARZYNA.but(level="Low"), BARTEK, BIRTHE,
    ],
)  # fmt: skip
def test_nobody_else_confirms_it(bartek: Notifier, citizen: Citizen) -> None:
    page = confirms(bartek.eid, bartek.comes_to_the_mail(), citizen)
    assert page.status_code == 403
    assert not Organisation.objects.exists()
    assert not Signature.objects.exists()


def test_whose_birth_date_the_register_does_not_know_is_known_by_the_whole_name(
    bartek: Notifier, the_register_says: Says
) -> None:
    the_register_says(ZIELNA, signatories=[{"name": "Katarzyna Zielna"}])
    assert "has joined" in said(confirms(bartek.eid, bartek.comes_to_the_mail(), KATARZYNA))


@pytest.mark.requirement("A1")
def test_who_signs_together_all_confirm(bartek: Notifier, the_register_says: Says) -> None:
    both = [{"name": "Katarzyna Zielna"}, {"name": "Ion Popa"}]
    the_register_says(ZIELNA, signatories=both, signatures_needed=2)
    page = confirms(bartek.eid, bartek.comes_to_the_mail(), KATARZYNA)
    assert "One more signature is needed" in said(page)
    assert not Organisation.objects.exists()
    again = confirms(bartek.eid, link_in(last_mail(POST)), KATARZYNA)
    assert again.status_code == 403, "nobody confirms for two"
    bartek.asks("Ion Popa", "ion@zielna.example")
    page = confirms(
        bartek.eid, link_in(last_mail("ion@zielna.example")), Citizen("Ion Popa", born="1979-01-05")
    )
    assert "has joined" in said(page)
    assert Organisation.objects.get().joined_by == "Katarzyna Zielna, Ion Popa"
    assert BusinessUser.objects.get().name == "Bartek Nowak"


def test_the_order_is_kept_whatever_addresses_are_called(bartek: Notifier) -> None:
    bartek.finds()
    others = bartek.path.replace("/notifier", "") + "others/"
    for path in (f"{bartek.path}authority/", others, bartek.path.replace("/notifier", "")):
        assert bartek.browser.get(path, follow=True).request["PATH_INFO"] == bartek.path
    bartek.hands_in()
    assert not Authority.objects.exists()
    bartek.shows_the_eid()
    assert bartek.browser.get(bartek.path, follow=True).request["PATH_INFO"] == f"{bartek.path}authority/"
    bartek.browser.post(others, {"signatory": "Katarzyna Zielna|1991-03-19", "email": POST})
    bartek.hands_in()
    bartek.hands_in(PNG, "another.png")
    assert Authority.objects.get().file_name == "fuldmagt.pdf", (
        "what is confirmed is what was handed in first"
    )
    stranger = Client()
    assert stranger.get(f"{bartek.path}authority/").status_code == 403
    assert stranger.get(others).status_code == 403


def test_a_joining_of_the_ordinary_kind_takes_no_authority(eid: NationalEid) -> None:
    birthe = Representative(eid)
    birthe.finds("20000015")
    notify = birthe.path.replace("/join/", "/join/notifier/")
    assert birthe.browser.get(notify, follow=True).request["PATH_INFO"] == birthe.path
    page = birthe.browser.post(f"{notify}authority/", {"file": SimpleUploadedFile("a.pdf", PDF)}, follow=True)
    assert page.request["PATH_INFO"] == birthe.path
    assert not Authority.objects.exists()


def test_a_joining_that_nobody_confirms_is_forgotten_with_its_authority(
    bartek: Notifier, clock: time_machine.Traveller
) -> None:
    link = bartek.comes_to_the_mail()
    clock.shift(timedelta(days=31))
    assert Client().get(link).status_code == 403
    clock.shift(timedelta(days=30))
    forget(clocks.now())
    assert not Authority.objects.exists()
    assert not Joining.objects.exists()

"""A means is in the hands of one person and serves that person's users alone (F1)."""

import pyotp
import pytest

from fuldmagt.authenticators import giving
from fuldmagt.authenticators.code.actions import verify
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import means_of
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.authenticators.device import Device
from tests.cast import Nordby, a_user, an_organisation, nordby
from tests.conftest import MONDAY
from tests.sign_in.people import PIN, Employee, an_employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OTHERS = Refusal(Reason.STEP_NOT_POSSIBLE, about="others_means")


@pytest.fixture
def people() -> Nordby:
    return nordby()


@pytest.fixture
def anna(people: Nordby) -> Employee:
    return an_employee(people.anna)


def display_of(user: BusinessUser) -> Authenticator:
    return Authenticator.objects.get(person=user.person, kind=Means.CODE_DISPLAY)


@pytest.mark.requirement("F1")
def test_a_means_cannot_be_given_to_somebody_elses_user(people: Nordby, anna: Employee) -> None:
    nobody_yet = a_user(people.organisation, "Ilie Campeanu", state=UserState.INVITED)
    before = UserMeans.objects.count()

    given = [
        giving.link(user, display_of(people.anna), at=MONDAY)
        for user in (people.bodil, people.mette, nobody_yet)
    ]

    assert given == [OTHERS, OTHERS, OTHERS]
    assert UserMeans.objects.count() == before
    assert Means.CODE_DISPLAY not in means_of(people.bodil)


@pytest.mark.requirement("F1")
def test_it_serves_another_user_of_the_same_person(people: Nordby, anna: Employee) -> None:
    elsewhere = an_organisation("Sydby Kommune", ref="dk:cvr:20000023")
    second = a_user(elsewhere, "Anna Holmstrup", person=people.anna.person, means=None)
    Organisation.objects.update(shares_means=True)

    assert isinstance(giving.link(second, display_of(people.anna), at=MONDAY), UserMeans)

    proof = verify(second.user_id or "", PIN, anna.code(), at=MONDAY)
    assert isinstance(proof, Proof)
    assert proof.user == second.ref


@pytest.mark.requirement("F1")
def test_a_row_that_says_otherwise_lets_nobody_in(people: Nordby, anna: Employee) -> None:
    """As somebody with the database in hand, or a mistake of ours, might write it."""
    device = Device()
    assert people.anna.person is not None
    asked = passkeys.begin_registration(people.anna.person, people.anna, at=MONDAY)
    passkeys.finish_registration(
        asked.ref, device.makes(asked.options), user=people.anna, by=people.anna.ref, at=MONDAY
    )
    bente = a_user(people.organisation, "Bente Anden", means=None)
    for held in Authenticator.objects.filter(person=people.anna.person):
        UserMeans.objects.create(user=bente, kind=held.kind, authenticator=held, since=MONDAY)

    by_display = verify(bente.user_id or "", PIN, pyotp.TOTP(anna.secret).at(MONDAY), at=MONDAY)
    asked = passkeys.begin_login(bound_to="x", at=MONDAY)
    by_passkey = passkeys.finish_login(
        asked.ref, device.answers(asked.options), user_id=bente.user_id or "", bound_to="x", at=MONDAY
    )

    assert by_display == by_passkey == Refusal(Reason.LOGIN_FAILED)
    assert means_of(bente) == frozenset()

"""The operator changes the broker: who was known stays known, and nobody becomes somebody else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from fuldmagt.people.actions import recognise
from fuldmagt.people.models import Eid, Person
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.conftest import MONDAY
from tests.eid.brokers import BROKERS
from tests.eid.operator import two_operators_have_admitted_it
from tests.enrolment.conftest import Employee
from tests.enrolment.diana import DIANA, Story, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NUMBER = "0808900014"
AT_NETS = Identity(
    issuer="https://nets.example",
    subject="a",
    name="Diana Petrescu",
    birth_date=date(1990, 8, 8),
    level=Level.SUBSTANTIAL,
    issued=Level.SUBSTANTIAL,
    has_national_number=False,
    universal="mitid:0b9b2f0c-52f7-4b34-9d2f-7f6a3c1f9a10",
)
AT_IDURA = replace(AT_NETS, issuer="https://idura.example", subject="b")
OTHER_PERSON = Refusal(Reason.EID_OTHER_PERSON)


def use(settings: Settings, eid: NationalEid, name: str) -> None:
    settings.EID_BROKER = name
    eid.spelled, eid.login_claims = BROKERS[name].spelled, BROKERS[name].login_claims
    two_operators_have_admitted_it()


@pytest.mark.requirement("B10")
def test_whoever_began_with_one_broker_goes_on_with_another(eid: NationalEid, settings: Settings) -> None:
    use(settings, eid, "nets")
    story: Story = invited_by_mette(eid)
    story.employee.shows_the_eid(DIANA)
    use(settings, eid, "idura")
    again = Employee(eid, story.employee.link)

    page = again.shows_the_eid(DIANA)

    assert page.request["PATH_INFO"].endswith("/code/")
    assert story.log("identity.confirmed") == ["done", "done"]
    assert Person.objects.filter(eids__isnull=False).distinct().count() == 1
    assert Eid.objects.count() == 2


def test_a_namesake_at_the_other_broker_is_another_person(eid: NationalEid, settings: Settings) -> None:
    use(settings, eid, "nets")
    story = invited_by_mette(eid)
    story.employee.shows_the_eid(DIANA)
    use(settings, eid, "signicat")

    page: Any = Employee(eid, story.employee.link).shows_the_eid(DIANA.but(subject="another-diana"))

    assert page.status_code == 403
    assert story.log("identity.confirmed") == ["done", Reason.EID_OTHER_PERSON]


def test_an_eid_from_before_learns_its_identifier() -> None:
    known = recognise(replace(AT_NETS, universal=""), at=MONDAY)

    assert recognise(AT_NETS, at=MONDAY) == known
    assert recognise(AT_IDURA, at=MONDAY) == known


def test_identifiers_that_contradict_one_another_are_nobodys() -> None:
    diana = recognise(AT_NETS, at=MONDAY)
    olena = recognise(replace(AT_IDURA, universal="mitid:7c0ad8a5-97e1-4c36-8c55-4a1f5f0f1f33"), at=MONDAY)

    assert diana != olena
    assert recognise(replace(AT_NETS, universal="mitid:5e0f4a5e-0000-4000-8000-000000000001"), at=MONDAY) == (
        OTHER_PERSON
    )
    assert recognise(AT_IDURA, at=MONDAY) == OTHER_PERSON
    assert Eid.objects.count() == 2

"""Of operators who decide about a broker at one moment, one does (A7)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.brokers.actions import decide
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.registers.eid.admission.actions import not_trusted
from fuldmagt.registers.eid.admission.models import BrokerAdmission
from fuldmagt.registers.eid.admission.rules import BrokerState, BrokerStep
from fuldmagt.vocabulary.refusals import Refusal
from tests.cast import a_user, acting
from tests.conftest import MONDAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("A7")]


def done() -> int:
    return PendingEntry.objects.filter(event__startswith="broker.", outcome="done").count()


def test_of_several_who_decide_at_once_one_does(rasmus: BusinessUser) -> None:
    proposed = BrokerAdmission.objects.create(
        ref="b", fingerprint="f", state=BrokerState.PROPOSED, proposed_by=rasmus.ref, proposed_at=MONDAY
    )
    others = [a_user(rasmus.organisation, f"Person {n}", Role.PLATFORM_OPERATOR) for n in range(6)]
    steps = [BrokerStep.ADMIT, BrokerStep.REFUSE] * 3

    def decided(by: Actor, step: BrokerStep) -> bool:
        try:
            return not isinstance(decide(proposed.ref, step, reason="Why", by=by, at=MONDAY), Refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(decided, [acting(each) for each in others], steps))

    assert sum(outcomes) == 1
    assert done() == 1


def test_of_several_first_logins_one_admits_the_broker(settings: Settings) -> None:
    settings.EID_ISSUER = "https://eid.example"

    def trusted(_: int) -> bool:
        try:
            return not_trusted(at=MONDAY) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(trusted, range(6)))
    assert BrokerAdmission.objects.count() == 1
    assert done() == 1

"""Rasmus, who operates the platform, at his browser."""

from html import unescape
from typing import Any

from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.registers.eid.admission.models import BrokerAdmission
from fuldmagt.registers.eid.admission.queries import configured
from fuldmagt.registers.eid.admission.rules import BrokerState
from tests.cast import NEW_YEAR, log_in
from tests.enrolment.provider import Citizen, NationalEid

DRIFT = "dk:cvr:20000066"
RASMUS = Citizen("Rasmus Lind", born="1979-11-02", number="0211790013", level="High")


def at_a_browser(user: BusinessUser) -> Client:
    client = Client()
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, user)


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def tries_the_connection(office: Client) -> str:
    return text(office.post("/operator/eid/test/"))


def logs_in(office: Client, eid: NationalEid, citizen: Citizen = RASMUS, **changed: str) -> Any:
    begun = office.post("/operator/eid/log-in/")
    assert begun.status_code == 303
    return office.get(eid.login(begun["Location"], citizen, **changed))


def tried() -> list[tuple[str, dict[str, object]]]:
    return [(entry.outcome, entry.facts["parts"]) for entry in PendingEntry.objects.filter(event="eid.tried")]


def two_operators_have_admitted_it() -> None:
    """The broker that the settings name has been admitted; tests/eid/test_admitting_brokers.py is how."""
    now = configured()
    BrokerAdmission.objects.get_or_create(
        ref=now.fingerprint[:20],
        defaults={
            "fingerprint": now.fingerprint,
            "state": BrokerState.ADMITTED,
            "proposed_by": now.fingerprint[:20],
            "proposed_at": NEW_YEAR,
        },
    )

"""Going to the national eID and coming back, without pages."""

from urllib.parse import parse_qs, urlsplit

from fuldmagt.registers.eid import actions
from fuldmagt.registers.eid.actions import Answered
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.conftest import MONDAY
from tests.enrolment.provider import Citizen, NationalEid

ANNA = Citizen("Anna Holm", born="1990-05-17", number="1705900012", level="High")
FAILED = Refusal(Reason.EID_FAILED)


def begin(browser: str = "browser", purpose: str = "activation") -> str:
    url = actions.begin(purpose, "link-1", browser=browser, language="da", at=MONDAY)
    assert isinstance(url, str)
    return url


def answer_of(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def comes_back(eid: NationalEid, citizen: Citizen = ANNA, **changed: str) -> Identity | Refusal:
    answered = actions.finish(answer_of(eid.login(begin(), citizen, **changed)), browser="browser", at=MONDAY)
    assert isinstance(answered, Answered)
    return answered.outcome

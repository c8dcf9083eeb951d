"""Whatever a broker says, in whatever types: a whole identity, or a plain refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.registers.eid.claims import identity_of, readings
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.spelling import spelling_of
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.eid.brokers import BROKERS
from tests.enrolment.provider import Citizen, Claims

CITIZENS = (
    Citizen("Anna Holm", born="1990-05-17", number="1705900012", level="High"),
    Citizen("Olena Petrivna Kovalenko", level="Substantial", issued="Low"),
)
KEYS = "abc.-"
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text("aÅ\u0130\u200f\x00\ud83d 1-", max_size=300)
    | st.sampled_from(["true", "false", "High", "HIGH", "1705900012", "1990-05-17", "2" * 70_000, "", " "]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(KEYS, max_size=5), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoilt(draw: Callable[..., Any]) -> tuple[str, Claims]:
    """What a broker says, with some of it replaced by anything at all, or left out."""
    broker = BROKERS[draw(st.sampled_from(sorted(BROKERS)))]
    claims = broker.spelled(draw(st.sampled_from(CITIZENS)))
    for claim in draw(st.lists(st.sampled_from(sorted(claims)), max_size=4, unique=True)):
        if draw(st.booleans()):
            claims[claim] = draw(JSON)
        else:
            del claims[claim]
    return broker.name, claims


def can_be_kept(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and "\x00" not in text and bool(text.encode())


@given(spoilt())
def test_claims_of_any_shape_are_a_whole_identity_or_a_plain_refusal(said: tuple[str, Claims]) -> None:
    broker, claims = said
    spelling = spelling_of(broker)

    found = identity_of(claims, issuer="https://broker.example", spelling=spelling)

    if isinstance(found, Refusal):
        assert found == Refusal(Reason.EID_FAILED)
        assert any(reading.fault for reading in readings(claims, spelling))
        return
    assert isinstance(found, Identity)
    assert can_be_kept(found.subject, 255)
    assert can_be_kept(found.name, 200)
    assert found.birth_date is None or isinstance(found.birth_date, date)
    assert found.level in Level
    assert found.level <= found.issued
    assert found.has_national_number or not found.national_number
    assert all(claims[claim] == value for claim, value in spelling.always.items())
    assert claims[spelling.level] in spelling.levels
    assert claims[spelling.issued] in spelling.levels


@given(st.dictionaries(st.text(KEYS, max_size=20), JSON, max_size=8), st.sampled_from(sorted(BROKERS)))
def test_nobody_is_read_out_of_nothing(claims: Claims, broker: str) -> None:
    found = identity_of(claims, issuer="https://broker.example", spelling=spelling_of(broker))

    assert found == Refusal(Reason.EID_FAILED)

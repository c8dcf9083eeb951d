"""The codes of RFC 4226 and RFC 6238, and a device that has gone astray found again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.authenticators.code.rules import FAR_AHEAD, FAR_OFF, LOOK_AHEAD, Generator, accepted
from tests.conftest import MONDAY
from tests.stock.rfc6030 import BASE32

# RFC 4226, appendix D: the counter 0 to 9, secret "12345678901234567890".
HOTP = ("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489")

# RFC 6238, appendix B: 8 digits; the secrets are those of its reference implementation.
BASE32_SHA256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA===="
BASE32_SHA512 = "GEZDGNBVGY3TQOJQ" * 6 + "GEZDGNA="
SECRETS = {"SHA1": BASE32, "SHA256": BASE32_SHA256, "SHA512": BASE32_SHA512}
TOTP = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]
COUNTING = Generator(BASE32, by_event=True)
TIMED = Generator(BASE32)


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(("counter", "code"), list(enumerate(HOTP)))
def test_the_codes_are_those_of_rfc_4226(counter: int, code: str) -> None:
    assert COUNTING.code(counter) == code
    assert accepted(COUNTING, code, after=counter - 1, at=MONDAY) == counter


@pytest.mark.parametrize(("second", "sha1", "sha256", "sha512"), TOTP)
def test_the_codes_are_those_of_rfc_6238(second: int, sha1: str, sha256: str, sha512: str) -> None:
    at = datetime.fromtimestamp(second, tz=UTC)

    for name, code in {"SHA1": sha1, "SHA256": sha256, "SHA512": sha512}.items():
        device = Generator(SECRETS[name], algorithm=name, digits=8)
        assert accepted(device, code, after=-1, at=at) == second // 30


def test_some_presses_for_nothing_are_forgiven_and_too_many_are_not() -> None:
    last, beyond = COUNTING.code(LOOK_AHEAD - 1), COUNTING.code(LOOK_AHEAD)

    assert accepted(COUNTING, last, after=-1, at=MONDAY) == LOOK_AHEAD - 1
    assert accepted(COUNTING, beyond, after=-1, at=MONDAY) is None


def test_a_counter_is_accepted_once() -> None:
    assert accepted(COUNTING, HOTP[3], after=3, at=MONDAY) is None


def test_two_codes_in_a_row_find_a_counting_device_far_ahead() -> None:
    far = FAR_AHEAD - 1

    assert accepted(COUNTING, COUNTING.code(far), COUNTING.code(far + 1), after=-1, at=MONDAY) == far + 1
    assert accepted(COUNTING, COUNTING.code(far), COUNTING.code(far + 2), after=-1, at=MONDAY) is None
    assert accepted(COUNTING, COUNTING.code(far + 1), COUNTING.code(far), after=-1, at=MONDAY) is None


@given(st.integers(-FAR_OFF, FAR_OFF))
def test_two_codes_in_a_row_find_a_device_whose_clock_is_off(steps: int) -> None:
    step = TIMED.now(MONDAY) + steps

    assert accepted(TIMED, TIMED.code(step), TIMED.code(step + 1), after=-1, at=MONDAY) == step + 1


def test_a_clock_that_is_known_to_be_off_is_met_where_it_is() -> None:
    slow = Generator(BASE32, drift=-20)
    there = slow.now(MONDAY) - 20

    assert accepted(slow, slow.code(there), after=-1, at=MONDAY) == there
    assert accepted(slow, slow.code(there + 20), after=-1, at=MONDAY) is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_nothing_breaks(code: str, next_code: str) -> None:
    accepted(COUNTING, code, next_code, after=-1, at=MONDAY)
    accepted(TIMED, code, next_code, after=-1, at=MONDAY)

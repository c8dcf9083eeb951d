"""Code displays: a PIN and a code, tried five times at most, each code accepted once."""

from datetime import date, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators import actions as means
from fuldmagt.authenticators.code import actions, rules
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator, CodeDisplay
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import means_of
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import Nordby, acting, nordby
from tests.conftest import MONDAY

PIN = "480271"
FAILED = Refusal(Reason.LOGIN_FAILED)
STEP = timedelta(seconds=30)


@pytest.fixture
def people(db: None) -> Nordby:
    return nordby()


def enrolled(user: BusinessUser) -> tuple[Authenticator, pyotp.TOTP]:
    """The user's own display, in use since ten minutes ago."""
    before = MONDAY - timedelta(minutes=10)
    enrolment = actions.begin_enrolment(user, at=before)
    display = pyotp.TOTP(enrolment.secret)
    typed = FirstUse(PIN, PIN, display.at(before))
    kept = actions.finish_enrolment(enrolment.ref, typed, user=user, by=user.ref, at=before)
    assert isinstance(kept, Authenticator)
    return kept, display


@pytest.mark.requirement("F1")
def test_a_pin_and_a_code_prove_who_it_is(people: Nordby) -> None:
    authenticator, display = enrolled(people.anna)

    proof = actions.verify(" Anna.Holmstrup.NORDBY", PIN, display.at(MONDAY), at=MONDAY)

    assert proof == Proof(people.anna.ref, Means.CODE_DISPLAY, Level.SUBSTANTIAL, authenticator.ref, MONDAY)


@pytest.mark.parametrize(("steps", "passes"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(people: Nordby, steps: int, passes: bool) -> None:
    _, display = enrolled(people.anna)

    proof = actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY + steps * STEP), at=MONDAY)

    assert isinstance(proof, Proof) is passes


def test_a_code_is_accepted_once_however_it_is_written(people: Nordby) -> None:
    _, display = enrolled(people.anna)
    code = display.at(MONDAY)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)

    first = actions.verify("anna.holmstrup.nordby", PIN, wide, at=MONDAY)
    again = [
        actions.verify("anna.holmstrup.nordby", PIN, written, at=MONDAY + timedelta(seconds=29))
        for written in (code, f" {code[:3]} {code[3:]} ", wide)
    ]

    assert isinstance(first, Proof)
    assert again == [FAILED] * 3


def test_an_older_code_is_not_accepted_after_a_newer_one(people: Nordby) -> None:
    _, display = enrolled(people.anna)
    actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY), at=MONDAY)

    assert actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY - STEP), at=MONDAY) == FAILED


def test_the_code_of_the_first_use_is_spent_by_it(people: Nordby) -> None:
    enrolment = actions.begin_enrolment(people.anna, at=MONDAY)
    code = pyotp.TOTP(enrolment.secret).at(MONDAY)
    actions.finish_enrolment(
        enrolment.ref, FirstUse(PIN, PIN, code), user=people.anna, by=people.anna.ref, at=MONDAY
    )

    assert actions.verify("anna.holmstrup.nordby", PIN, code, at=MONDAY) == FAILED


@pytest.mark.requirement("F1")
def test_whatever_is_wrong_is_told_with_the_same_words(people: Nordby) -> None:
    _, display = enrolled(people.anna)
    code = display.at(MONDAY)

    said = {
        actions.verify("nobody.at.all", PIN, code, at=MONDAY),
        actions.verify("anna.holmstrup.nordby", "902714", code, at=MONDAY),
        actions.verify("anna.holmstrup.nordby", PIN, "000000", at=MONDAY),
        actions.verify("anna.holmstrup.nordby", "", "", at=MONDAY),
        actions.verify("", "", "", at=MONDAY),
        actions.verify(people.mette.user_id or "", PIN, code, at=MONDAY),
    }

    assert said == {FAILED}


def test_the_fifth_wrong_try_locks_the_display_and_tells_its_user_alone(people: Nordby) -> None:
    authenticator, display = enrolled(people.anna)

    said = [
        actions.verify("anna.holmstrup.nordby", "902714", display.at(MONDAY), at=MONDAY) for _ in range(5)
    ]
    right = actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY), at=MONDAY)

    authenticator.refresh_from_db()
    assert said == [FAILED] * 5
    assert right == FAILED
    assert authenticator.state == Authenticator.State.LOCKED
    assert Means.CODE_DISPLAY not in means_of(people.anna)
    assert Notice.objects.get(subject__contains="låst").to == people.anna.email
    assert PendingEntry.objects.filter(subject=people.anna.ref, facts__locked=True).count() == 1


def test_a_right_try_forgets_the_wrong_ones_before_it(people: Nordby) -> None:
    _, display = enrolled(people.anna)

    for round_ in range(3):
        at = MONDAY + round_ * 2 * STEP
        for _ in range(4):
            actions.verify("anna.holmstrup.nordby", "902714", display.at(at), at=at)
        assert isinstance(actions.verify("anna.holmstrup.nordby", PIN, display.at(at), at=at), Proof)


def test_an_administrator_unlocks_it_and_the_tries_begin_anew(people: Nordby) -> None:
    authenticator, display = enrolled(people.anna)
    for _ in range(5):
        actions.verify("anna.holmstrup.nordby", "902714", "000000", at=MONDAY)

    means.unlock(people.anna.ref, authenticator.ref, by=acting(people.mette), at=MONDAY)

    assert isinstance(actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY), at=MONDAY), Proof)


def test_a_void_pin_opens_nothing(people: Nordby) -> None:
    authenticator, display = enrolled(people.anna)

    means.void_pin(people.anna.ref, authenticator.ref, by=acting(people.mette), at=MONDAY)

    assert actions.verify("anna.holmstrup.nordby", PIN, display.at(MONDAY), at=MONDAY) == FAILED
    assert actions.verify("anna.holmstrup.nordby", "", display.at(MONDAY), at=MONDAY) == FAILED


def test_nothing_secret_is_readable_in_the_table(people: Nordby) -> None:
    _, display = enrolled(people.anna)

    row = CodeDisplay.objects.get()

    assert display.secret not in row.secret
    assert PIN not in row.pin


def test_whoever_leaves_in_between_sees_the_same_secret_again(people: Nordby) -> None:
    first = actions.begin_enrolment(people.anna, at=MONDAY)
    again = actions.begin_enrolment(people.anna, at=MONDAY + timedelta(days=1))
    later = actions.begin_enrolment(people.anna, at=MONDAY + timedelta(days=31))

    assert first == again
    assert first.secret != later.secret


def test_a_first_use_is_refused_for_weak_pins_differing_pins_and_wrong_codes(people: Nordby) -> None:
    enrolment = actions.begin_enrolment(people.anna, at=MONDAY)
    code = pyotp.TOTP(enrolment.secret).at(MONDAY)

    def tried(pin: str, again: str, code: str) -> object:
        typed = FirstUse(pin, again, code)
        return actions.finish_enrolment(enrolment.ref, typed, user=people.anna, by=people.anna.ref, at=MONDAY)

    assert tried("123456", "123456", code) == Refusal(Reason.INPUT_NOT_USABLE, about="pin")
    assert tried(PIN, "480272", code) == Refusal(Reason.INPUT_NOT_USABLE, about="pin_again")
    assert [tried(PIN, PIN, "000000") for _ in range(5)] == [Refusal(Reason.CODE_WRONG)] * 5
    assert tried(PIN, PIN, code) == Refusal(Reason.TOO_MANY_TRIES, about="display")
    assert actions.begin_enrolment(people.anna, at=MONDAY).secret != enrolment.secret


@pytest.mark.requirement("F1")
def test_another_users_display_cannot_be_taken_into_use(people: Nordby) -> None:
    enrolment = actions.begin_enrolment(people.anna, at=MONDAY)
    typed = FirstUse(PIN, PIN, pyotp.TOTP(enrolment.secret).at(MONDAY))

    refused = actions.finish_enrolment(
        enrolment.ref, typed, user=people.bodil, by=people.bodil.ref, at=MONDAY
    )

    assert refused == Refusal(Reason.STEP_NOT_POSSIBLE, about="display")


@pytest.mark.parametrize(
    "pin",
    ["12345", "1234567890123", "111111", "123456", "987654", "890123", "121212", "123123", "000000",
     "abcdef", "12 34", "170585", "19850517", "0517850", "112233", "246810", "１１１１１１x", ""],
)  # fmt: skip
def test_pins_that_are_guessed_first_cannot_be_chosen(pin: str) -> None:
    assert rules.is_weak(rules.digits_of(pin), birth_date=date(1985, 5, 17))


@given(st.text("0123456789", min_size=1, max_size=6))
def test_no_repetition_of_a_few_digits_can_be_chosen(part: str) -> None:
    assert rules.is_weak((part * 12)[:12])


@given(st.lists(st.sampled_from("0123456789"), min_size=6, max_size=6, unique=True))
def test_six_different_digits_can_be_chosen_unless_they_stand_in_a_row(digits: list[str]) -> None:
    pin = "".join(digits)
    in_a_row = pin in "01234567890123456789" or pin in "98765432109876543210"

    assert rules.is_weak(pin) == (in_a_row or pin in rules.COMMON)


def test_the_codes_are_those_of_rfc_6238() -> None:
    """Appendix B, SHA-1, the last six digits; its secret is the text 12345678901234567890."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    known = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}

    for second, code in known.items():
        at = MONDAY.fromtimestamp(second, tz=MONDAY.tzinfo)
        assert rules.accepted(rules.Generator(secret), code, after=-1, at=at) == second // 30

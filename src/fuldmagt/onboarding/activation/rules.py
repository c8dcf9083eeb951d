"""The way from an invitation to a working login: its stages, and what may be typed on it. Pure.

What the table does not list cannot happen, in whatever order the addresses are called.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

import phonenumbers

from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Stage(StrEnum):
    """What has been done; each names the last thing."""

    BEGUN = "begun"
    IDENTIFIED = "identified"
    CODE_ENTERED = "code_entered"
    NAMED = "named"
    PHONED = "phoned"
    DONE = "done"


class Step(StrEnum):
    CONFIRM_IDENTITY = "confirm_identity"
    CONFIRM_BY_NUMBER = "confirm_by_number"  # the national number agreed: no code needed (B13)
    ENTER_CODE = "enter_code"
    CHOOSE_USER_ID = "choose_user_id"
    CONFIRM_PHONE = "confirm_phone"
    ACTIVATE = "activate"


G, T = Stage, Step

STEPS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (G.BEGUN, T.CONFIRM_IDENTITY): G.IDENTIFIED,
    (G.BEGUN, T.CONFIRM_BY_NUMBER): G.CODE_ENTERED,
    (G.IDENTIFIED, T.ENTER_CODE): G.CODE_ENTERED,
    (G.IDENTIFIED, T.CONFIRM_BY_NUMBER): G.CODE_ENTERED,
    (G.CODE_ENTERED, T.CHOOSE_USER_ID): G.NAMED,
    (G.NAMED, T.CHOOSE_USER_ID): G.NAMED,
    (G.PHONED, T.CHOOSE_USER_ID): G.PHONED,
    (G.NAMED, T.CONFIRM_PHONE): G.PHONED,
    (G.PHONED, T.CONFIRM_PHONE): G.PHONED,
    (G.PHONED, T.ACTIVATE): G.DONE,
    # Whoever left comes back with the link and the same eID, and goes on where it was.
    **{
        (stage, step): stage
        for stage in (G.IDENTIFIED, G.CODE_ENTERED, G.NAMED, G.PHONED)
        for step in (T.CONFIRM_IDENTITY, T.CONFIRM_BY_NUMBER)
        if (stage, step) != (G.IDENTIFIED, T.CONFIRM_BY_NUMBER)
    },
}


def after(stage: Stage, step: Step) -> Stage | Refusal:
    return STEPS.get((stage, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=stage.value)


ACTIVATABLE: Final = (Means.APP, Means.PASSKEY, Means.CODE_DISPLAY, Means.CODE_READER, Means.CHIP)
"""The kinds that a user can take into use alone."""


def offered(chosen: str) -> tuple[Means, ...]:
    """What can be taken into use: the kind chosen at creation (B6); every kind where none was chosen,
    as for the representative of an organisation, whom nobody created."""
    return tuple(means for means in ACTIVATABLE if means == chosen) or ACTIVATABLE


def not_chosen(means: Means, *, chosen: str) -> Refusal | None:
    """Why a kind of means cannot be the first one; others are assigned or ordered after the activation."""
    return None if means in offered(chosen) else Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")


PHONE_CODE_DIGITS: Final = 6
PHONE_CODE_LASTS: Final = timedelta(minutes=10)
PHONE_CODE_TRIES: Final = 5
PHONE_WINDOW: Final = timedelta(hours=1)
PER_USER: Final = 5  # text messages within the window
PER_PHONE: Final = 8  # to one telephone, whoever asks for them

USER_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){3,38}[a-z0-9]")
SHORTEST_USER_ID, LONGEST_USER_ID = 5, 40
TAKEN_BY_NOBODY: Final = frozenset(
    {"admin", "administrator", "support", "system", "operator", "anybody", "nobody", "helpdesk"}
)


def digits_of(typed: str) -> str:
    """A code as typed, without the spaces and dashes that people put in."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed))


def user_id_of(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def unusable_user_id(user_id: str) -> Refusal | None:
    """A user id is spoken, typed and printed: plain letters, and never something like a national number."""
    shaped = USER_ID.fullmatch(user_id) is not None and any("a" <= letter <= "z" for letter in user_id)
    if not shaped or re.search(r"[0-9]{7}", re.sub(r"[._-]", "", user_id)) or user_id in TAKEN_BY_NOBODY:
        return Refusal(Reason.INPUT_NOT_USABLE, about="user_id")
    return None


def suggestions(name: str, organisation: str) -> Iterator[str]:
    """Ids made of a name, the shortest first, then with numbers, without end."""
    words = _plain(name).split() or ["bruger"]
    place = (_plain(organisation).split() or ["id"])[0]
    bases = dict.fromkeys(
        [f"{words[0]}.{words[-1]}", f"{words[0]}.{words[-1]}.{place}", f"{words[0]}{words[-1][:1]}.{place}"]
    )
    shaped = [base[:34].strip(".") for base in bases]
    yield from (base for base in shaped if unusable_user_id(base) is None)
    number = 2
    while True:
        yield f"{shaped[0]}{number}" if len(shaped[0]) > 3 else f"{shaped[0]}.{place}{number}"
        number += 1


def phone_of(typed: str, *, country: str) -> str | None:
    """A telephone number in full, `+4570200041`; without a country code it is of this country."""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_as_read(phone: str) -> str:
    """`+45 20 12 34 56`: in groups, as people read it aloud; what is no full number stays as it is."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"})


def _plain(text: str) -> str:
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in spelt
        if not unicodedata.combining(letter)
    )

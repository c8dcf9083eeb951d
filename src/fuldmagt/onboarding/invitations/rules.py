"""What a new user must be described by, and how much mail and how many codes there may be. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal

LINK_LASTS: Final = timedelta(days=30)  # as MitID Erhverv's (Danish standards 2.2)
RECOVERY_LASTS: Final = timedelta(hours=24)  # NIST SP 800-63B-4, 4.2.1.2: recovery by e-mail
CODE_LASTS: Final = timedelta(days=30)
CODE_DIGITS: Final = 8
CODE_TRIES: Final = 5

WINDOW: Final = timedelta(hours=1)
PER_USER: Final = 5  # mails to one user within the window
PER_ORGANISATION: Final = 400
PER_PLATFORM: Final = 5000

NOT_INVITED: Final = frozenset({UserState.WAITING, UserState.IMPORTED})
"""Who has neither a link nor a code yet, and is invited once."""
HAVE_A_LINK: Final = frozenset({UserState.INVITED, UserState.IDENTITY_CONFIRMED})
"""Who goes on by a link in a mail; candidates have none yet, the others do not need it any more."""

GO_ON: Final = "go_on"
"""What a link is about that goes to somebody whose activation had stopped, and who can go on (B12)."""

EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]{2,}")
OLDEST: Final = date(1900, 1, 1)


class Purpose(StrEnum):
    """What a link in a mail is for; a link for one thing opens no other."""

    ACTIVATION = "activation"
    NEW_PIN = "new_pin"
    JOURNEY = "journey"  # a candidate's preparation, before the invitation
    RECOVERY = "recovery"


LASTS: Final[Mapping[Purpose, timedelta]] = {
    Purpose.ACTIVATION: LINK_LASTS,
    Purpose.NEW_PIN: RECOVERY_LASTS,
    Purpose.RECOVERY: RECOVERY_LASTS,
    Purpose.JOURNEY: timedelta(days=90),  # getting an eID can take its time
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What the administrator types. `department` is its reference; empty for none.

    The birth date or the national number is needed: one of them must agree with the eID.
    """

    name: str
    email: str
    birth_date: date | None = None
    has_national_number: bool = True
    national_number: str = ""
    department: str = ""
    employee_group: str = ""
    phone: str = ""
    address: str = ""
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out within the window."""

    to_user: int
    from_organisation: int
    from_platform: int


def unusable(new: NewUser, *, today: date) -> Refusal | None:
    """The first field that cannot be used, or None."""
    wrong: Mapping[str, bool] = {
        "name": not 2 <= len(new.name.strip()) <= 200 or not any(map(str.isalpha, new.name)),
        "email": len(new.email) > 254 or EMAIL.fullmatch(new.email) is None,
        "birth_date": new.birth_date is None and not new.national_number,
        "national_number": bool(new.national_number) and not new.has_national_number,
    }
    if new.birth_date is not None and not OLDEST <= new.birth_date < today:
        return Refusal(Reason.INPUT_NOT_USABLE, about="birth_date")
    return next((Refusal(Reason.INPUT_NOT_USABLE, about=field) for field, bad in wrong.items() if bad), None)


def too_many(sent: Sent) -> Refusal | None:
    """Nobody's mailbox is filled, whoever asks and from wherever."""
    if sent.to_user >= PER_USER:
        return Refusal(Reason.TOO_MANY_TRIES, about="user")
    if sent.from_organisation >= PER_ORGANISATION:
        return Refusal(Reason.TOO_MANY_TRIES, about="organisation")
    if sent.from_platform >= PER_PLATFORM:
        return Refusal(Reason.TOO_MANY_TRIES, about="platform")
    return None

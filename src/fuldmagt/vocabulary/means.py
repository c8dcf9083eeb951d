"""The kinds of login means, and the level each can reach by itself.

A login's level is the lower of the means' and the proofing's (our own rule). The levels are the
platform's defaults; an operator may lower one in the settings, never raise it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.assurance import Level


class Means(StrEnum):
    APP = "app"
    CODE_DISPLAY = "code_display"
    CODE_READER = "code_reader"
    CHIP = "chip"
    PASSKEY = "passkey"
    PRIVATE_EID = "private_eid"
    USER_PASSWORD = "user_password"  # noqa: S105 - the name of a kind of means, not a password


LEVELS: Final[Mapping[Means, Level]] = {
    Means.APP: Level.SUBSTANTIAL,
    Means.CODE_DISPLAY: Level.SUBSTANTIAL,
    Means.CODE_READER: Level.SUBSTANTIAL,
    Means.CHIP: Level.HIGH,
    Means.PASSKEY: Level.SUBSTANTIAL,
    Means.PRIVATE_EID: Level.HIGH,
    Means.USER_PASSWORD: Level.LOW,
}

BUSINESS: Final = frozenset(Means) - {Means.PRIVATE_EID}
"""What a user has when nothing is said about means (decision-semantics, rule 4)."""

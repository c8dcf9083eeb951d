"""What every record of power has in common: a state and a period. Pure."""

from enum import StrEnum


class RecordState(StrEnum):
    ACTIVE = "active"
    REVOKED = "revoked"

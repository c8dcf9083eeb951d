"""Why a login came to nothing. A value, so that the page can say it."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What the page must be able to tell apart."""

    PROVIDER_SILENT = "provider_silent"
    PROVIDER_ODD = "provider_odd"
    REFUSED_THERE = "refused_there"
    NOT_OURS = "not_ours"
    OTHER_ISSUER = "other_issuer"
    CODE_REFUSED = "code_refused"
    TOKEN_WRONG = "token_wrong"  # noqa: S105 - the name of a reason, not a secret
    LEVEL_TOO_LOW = "level_too_low"
    NOBODY_REPRESENTED = "nobody_represented"


@dataclass(frozen=True, slots=True)
class Failed:
    """`about` is for the log and the folded details, never for the heading."""

    reason: Reason
    about: str = ""

"""What a provider says when it recognises an adviser, and how long before its end it is reminded. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal

NOTICE: Final = timedelta(days=30)
"""How long before a recognition ends its provider is reminded."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The licence as it was looked up, by whom, and until when it is taken for good."""

    licence: str
    checked_by: str
    until: datetime | None

    def refused(self, *, at: datetime) -> Refusal | None:
        if not self.licence.strip():
            return Refusal(Reason.INPUT_NOT_USABLE, about="licence")
        if not self.checked_by.strip():
            return Refusal(Reason.INPUT_NOT_USABLE, about="checked_by")
        if self.until is not None and self.until <= at:
            return Refusal(Reason.INPUT_NOT_USABLE, about="end_passed")
        return None


def is_near(end: datetime | None, *, at: datetime) -> bool:
    """Whether a recognition that is in force ends soon."""
    return end is not None and at < end <= at + NOTICE

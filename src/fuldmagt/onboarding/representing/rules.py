"""Who gives mandates for an organisation without users here, and for how long (F4). Pure."""

from datetime import datetime, timedelta
from typing import Final

from fuldmagt.onboarding.joining.rules import joinable, still_signs
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.refusals import Reason, Refusal

BEFORE: Final = timedelta(hours=1)
"""How long somebody has from the number to the eID."""
LASTS: Final = timedelta(minutes=30)
"""How long a visit lasts after the eID; then it is shown anew."""
WINDOW: Final = timedelta(hours=1)
PER_ORGANISATION: Final = 20  # visits begun for one organisation within the window


def over(until: datetime, at: datetime) -> bool:
    return until <= at


def signs_no_more(company: Company, signatory: str) -> Refusal | None:
    """Why somebody who could sign when the visit began cannot now: the register is asked each time."""
    if refusal := joinable(company):
        return refusal
    if not still_signs(signatory, company.signatories):
        return Refusal(Reason.NOT_ENTITLED_TO_SIGN, about=company.ref)
    return None

"""The two rights of Se Sag, and what each lets somebody see (after the provider's own instructions)."""

from enum import StrEnum
from typing import Final


class View(StrEnum):
    """A municipality as a party to the case, or whoever insures or conducts it."""

    MUNICIPAL = "municipal"
    INSURANCE = "insurance"


VIEWS: Final = {
    "se-sag:kommunal-sagsbehandler": View.MUNICIPAL,
    "se-sag:sagsbehandler": View.INSURANCE,
}

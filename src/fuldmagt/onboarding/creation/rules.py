"""By which means a new user can begin (B6). Pure."""

from typing import Final

from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

AT_CREATION: Final = (Means.APP, Means.PASSKEY, Means.CODE_DISPLAY, Means.CODE_READER, Means.CHIP)
WITHOUT_NUMBER: Final = (Means.APP,)
"""For whom has no national number the app is the only choice; other means come after the activation."""


def unusable(means: Means, *, has_national_number: bool) -> Refusal | None:
    """Why the means cannot be chosen. The private eID never can: it confirms who somebody is, once."""
    possible = AT_CREATION if has_national_number else WITHOUT_NUMBER
    return None if means in possible else Refusal(Reason.INPUT_NOT_USABLE, about="means")

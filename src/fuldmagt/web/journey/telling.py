"""What the steps, the reasons and the troubles are called for administrators."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.onboarding.journey.rules import Step, Trouble, Why

OF_STEPS: Final[Mapping[Step, Promise]] = {
    Step.PHONE: _("A phone that can read the chip"),
    Step.CHIP: _("A passport or ID card with a chip"),
    Step.VALID: _("The passport or ID card has not expired"),
    Step.P_CODE: _("The p-code, which only the employee can ask for"),
    Step.EID: _("The private eID, activated in its app"),
    Step.CREATED: _("You create or invite the user"),
    Step.IDENTITY: _("The identity, confirmed with the private eID"),
    Step.CODE: _("The temporary code that you hand over"),
    Step.USER_ID: _("The user id"),
    Step.TELEPHONE: _("The phone number"),
    Step.MEANS: _("The means of login"),
}

REASONS: Final[Mapping[Why, Promise]] = {
    Why.NO_CHIP: _("No chip in the passport or ID card"),
    Why.EXPIRED: _("The passport or ID card has expired"),
    Why.CHIP_UNREADABLE: _("The chip cannot be read"),
    Why.FACE: _("The face is not recognised"),
    Why.OTHER: _("Something else"),
}

TROUBLES: Final[Mapping[Trouble, tuple[str, Promise]]] = {
    Trouble.WAITS: ("waits", _("Waits for another way")),
    Trouble.CODE_LOCKED: ("stopped", _("Temporary code locked")),
    Trouble.CODE_EXPIRED: ("stopped", _("Temporary code expired")),
    Trouble.LINK_EXPIRED: ("stopped", _("Activation link expired")),
    Trouble.SLOW: ("note", _("Nothing for a week")),
}
"""The kind of badge, and the word in it."""

"""What the states of an order are called on pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.orders.rules import OrderState

ORDER_STATES: Final[Mapping[OrderState, tuple[str, Promise]]] = {
    OrderState.ORDERED: ("waits", _("Ordered")),
    OrderState.ASSIGNED: ("waits", _("Set aside, not yet in use")),
    OrderState.SENT: ("waits", _("Sent, not yet in use")),
    OrderState.ACTIVATED: ("done", _("In use")),
    OrderState.BLOCKED: ("stopped", _("Blocked")),
    OrderState.REPLACED: ("none", _("Replaced by another")),
    OrderState.CANCELLED: ("none", _("Taken back")),
    OrderState.RETURNED: ("none", _("Come back")),
}
"""The kind of badge, and the word in it."""

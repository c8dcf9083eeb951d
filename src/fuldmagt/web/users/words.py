"""What the states of an order are called on pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.orders.rules import OrderState

ORDER_STATES: Final[Mapping[OrderState, tuple[str, Promise]]] = {
    OrderState.WAITING: ("waits", _("Ordered")),
    OrderState.SENT: ("waits", _("Sent, not yet in use")),
    OrderState.RECEIVED: ("done", _("In use")),
    OrderState.CANCELLED: ("none", _("Taken back")),
}
"""The kind of badge, and the word in it."""

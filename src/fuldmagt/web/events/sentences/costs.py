"""Prices and statements: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.PRICES_IMPORTED: _("%(who)s imported the price list"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.PRICES_IMPORTED: _("import the price list"),
}

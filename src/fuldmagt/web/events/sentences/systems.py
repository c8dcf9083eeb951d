"""Programs that act for organisations: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.SYSTEM_REGISTERED: _("%(who)s registered the program %(whom)s"),
    E.SYSTEM_CHANGED: _("%(who)s changed the program %(whom)s"),
    E.SYSTEM_STOPPED: _("%(who)s stopped the program %(whom)s"),
    E.SYSTEM_STARTED: _("%(who)s let the program %(whom)s work again"),
    E.SYSTEM_CLOSED: _("%(who)s closed the program %(whom)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.SYSTEM_REGISTERED: _("register a program"),
    E.SYSTEM_CHANGED: _("change the program %(whom)s"),
    E.SYSTEM_STOPPED: _("stop the program %(whom)s"),
    E.SYSTEM_STARTED: _("let the program %(whom)s work again"),
    E.SYSTEM_CLOSED: _("close the program %(whom)s"),
}

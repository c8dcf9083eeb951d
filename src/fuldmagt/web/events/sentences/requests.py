"""Requests for rights: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.REQUEST_MADE: _("%(who)s asked for the right %(what)s for %(whom)s"),
    E.REQUEST_APPROVED: _("%(who)s approved the request of %(whom)s for the right %(what)s"),
    E.REQUEST_REFUSED: _("%(who)s refused the request of %(whom)s for the right %(what)s"),
    E.REQUEST_TAKEN_BACK: _("%(who)s took back the request of %(whom)s for the right %(what)s"),
    E.REQUEST_REMINDED: _("%(who)s reminded of the request of %(whom)s for the right %(what)s"),
    E.REQUEST_ENDED: _("%(who)s ended the request of %(whom)s for the right %(what)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.REQUEST_MADE: _("ask for the right %(what)s for %(whom)s"),
    E.REQUEST_APPROVED: _("approve the request of %(whom)s for the right %(what)s"),
    E.REQUEST_REFUSED: _("refuse the request of %(whom)s for the right %(what)s"),
    E.REQUEST_TAKEN_BACK: _("take back the request of %(whom)s for the right %(what)s"),
    E.REQUEST_REMINDED: _("remind of the request of %(whom)s for the right %(what)s"),
    E.REQUEST_ENDED: _("end the request of %(whom)s for the right %(what)s"),
}

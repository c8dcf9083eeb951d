"""Chain mandates and who works for which client: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.MANDATE_GIVEN: _("%(who)s gave a chain mandate"),
    E.MANDATE_ACCEPTED: _("%(who)s accepted a chain mandate"),
    E.MANDATE_DECLINED: _("%(who)s declined a chain mandate"),
    E.MANDATE_CHANGED: _("%(who)s changed what a chain mandate gives"),
    E.MANDATE_RENEWED: _("%(who)s renewed a chain mandate"),
    E.MANDATE_REMINDED: _("%(who)s sent a reminder of a chain mandate"),
    E.MANDATE_LAPSED: _("A chain mandate lapsed, because nobody accepted it in time"),
    E.MANDATE_ENDED: _("%(who)s ended a chain mandate"),
    E.MANDATE_ASKED_FOR: _("%(who)s asked a client for a chain mandate"),
    E.MANDATE_ASKED_AGAIN: _("%(who)s reminded a client of the chain mandate asked for"),
    E.MANDATE_WISH_SENT: _("%(who)s sent what was asked of a client"),
    E.MANDATE_WISH_WITHDRAWN: _("%(who)s withdrew a request for a chain mandate"),
    E.MANDATE_WISH_DECLINED: _("%(who)s declined to give a chain mandate"),
    E.MANDATE_WISH_LAPSED: _("A request for a chain mandate lapsed, because nobody answered it"),
    E.CLIENTS_ASSIGNED: _("%(who)s changed what %(whom)s may do for clients"),
    E.CLIENT_GROUP_ASSIGNED: _("%(who)s gave a group the right %(what)s for a client"),
    E.CLIENT_GROUP_ENDED: _("%(who)s took the right %(what)s for a client from a group"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.MANDATE_GIVEN: _("give a chain mandate"),
    E.MANDATE_ACCEPTED: _("accept a chain mandate"),
    E.MANDATE_DECLINED: _("decline a chain mandate"),
    E.MANDATE_CHANGED: _("change what a chain mandate gives"),
    E.MANDATE_RENEWED: _("renew a chain mandate"),
    E.MANDATE_REMINDED: _("send a reminder of a chain mandate"),
    E.MANDATE_LAPSED: _("let a chain mandate lapse"),
    E.MANDATE_ENDED: _("end a chain mandate"),
    E.MANDATE_ASKED_FOR: _("ask a client for a chain mandate"),
    E.MANDATE_ASKED_AGAIN: _("remind a client of the chain mandate asked for"),
    E.MANDATE_WISH_SENT: _("send what was asked of a client"),
    E.MANDATE_WISH_WITHDRAWN: _("withdraw a request for a chain mandate"),
    E.MANDATE_WISH_DECLINED: _("decline to give a chain mandate"),
    E.MANDATE_WISH_LAPSED: _("let a request for a chain mandate lapse"),
    E.CLIENTS_ASSIGNED: _("change what %(whom)s may do for clients"),
    E.CLIENT_GROUP_ASSIGNED: _("give a group the right %(what)s for a client"),
    E.CLIENT_GROUP_ENDED: _("take the right %(what)s for a client from a group"),
}

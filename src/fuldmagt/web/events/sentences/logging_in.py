"""Logging in, and what had no permission: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.SIGN_IN_IDENTIFIED: _("%(whom)s showed who they are"),
    E.SIGN_IN_REPRESENTED: _("%(whom)s chose whom to act for"),
    E.SIGN_IN_FINISHED: _("%(whom)s logged in"),
    E.SIGN_IN_CANCELLED: _("%(whom)s left the login"),
    E.SIGNED_OUT: _("%(whom)s logged out"),
    E.TOKENS_ISSUED: _("A service got access for %(whom)s"),
    E.TOKENS_REFRESHED: _("A service renewed its access for %(whom)s"),
    E.TOKENS_REVOKED: _("A service’s access for %(whom)s ended"),
    E.CLIENT_REFUSED: _("A service’s application was turned away"),
    E.DEED_REFUSED: _("%(who)s did something"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.SIGN_IN_IDENTIFIED: _("show who they are, as %(whom)s"),
    E.SIGN_IN_REPRESENTED: _("act for an organisation, as %(whom)s"),
    E.SIGN_IN_FINISHED: _("log in as %(whom)s"),
    E.SIGN_IN_CANCELLED: _("leave the login as %(whom)s"),
    E.SIGNED_OUT: _("log out as %(whom)s"),
    E.TOKENS_ISSUED: _("get access for %(whom)s"),
    E.TOKENS_REFRESHED: _("renew the access for %(whom)s"),
    E.TOKENS_REVOKED: _("end the access for %(whom)s"),
    E.CLIENT_REFUSED: _("use the platform as a service’s application"),
    E.DEED_REFUSED: _("do something that their roles do not include"),
}

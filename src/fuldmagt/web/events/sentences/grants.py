"""Access given in a service's portal: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.GRANT_GIVEN: _("%(who)s gave an adviser access, to be confirmed by the link in the mail"),
    E.GRANT_LINK_SENT: _("%(who)s sent the link again that confirms an adviser’s access"),
    E.GRANT_CONFIRMED: _("An adviser’s access was confirmed by the link in the mail"),
    E.GRANT_DENIED: _("An adviser’s access was turned down by the link in the mail"),
    E.GRANT_CHANGED: _("%(who)s changed an adviser’s access"),
    E.GRANT_ENDED: _("%(who)s ended an adviser’s access"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.GRANT_GIVEN: _("give an adviser access"),
    E.GRANT_LINK_SENT: _("send the link again that confirms an adviser’s access"),
    E.GRANT_CONFIRMED: _("confirm an adviser’s access"),
    E.GRANT_DENIED: _("turn down an adviser’s access"),
    E.GRANT_CHANGED: _("change an adviser’s access"),
    E.GRANT_ENDED: _("end an adviser’s access"),
}

"""Those who sign for an organisation without users: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.VISIT_BEGUN: _("Somebody wanted to sign for the organisation"),
    E.VISIT_DESCRIBED: _("Somebody who wanted to sign for the organisation gave an address for answers"),
    E.VISIT_PROVEN: _("Somebody showed by the eID that they may sign for the organisation"),
    E.VISIT_LEFT: _("Somebody who signs for the organisation left"),
    E.MANDATE_INSTRUCTED: _("%(who)s began something about a chain mandate, which waits for others who sign"),
    E.MANDATE_CONSENT_ASKED: _("Another who signs for the organisation was asked to confirm"),
    E.MANDATE_CONSENTED: _("Another who signs for the organisation confirmed"),
}  # fmt: skip

REFUSED: Final[Mapping[Event, Promise]] = {
    E.VISIT_BEGUN: _("sign for the organisation"),
    E.VISIT_DESCRIBED: _("give an address for answers"),
    E.VISIT_PROVEN: _("show that they may sign for the organisation"),
    E.VISIT_LEFT: _("leave"),
    E.MANDATE_INSTRUCTED: _("have something done about a chain mandate"),
    E.MANDATE_CONSENT_ASKED: _("ask another who signs to confirm"),
    E.MANDATE_CONSENTED: _("confirm what another who signs wants done"),
}

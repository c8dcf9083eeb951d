"""Looking at who may act for whom: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

DONE: Final[Mapping[Event, Promise]] = {
    Event.ACTING_DOWNLOADED: _("%(who)s downloaded a list of who may act for whom"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    Event.ACTING_DOWNLOADED: _("download a list of who may act for whom"),
}

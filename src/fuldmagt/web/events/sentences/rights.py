"""Rights and decisions about them: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.RIGHT_GIVEN: _("%(who)s gave %(whom)s the right %(what)s"),
    E.RIGHT_WITHDRAWN: _("%(who)s withdrew the right %(what)s from %(whom)s"),
    E.DECISION_ASKED: _("A service asked whether %(whom)s may: %(what)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.RIGHT_GIVEN: _("give %(whom)s the right %(what)s"),
    E.RIGHT_WITHDRAWN: _("withdraw the right %(what)s from %(whom)s"),
    E.DECISION_ASKED: _("know whether %(whom)s may: %(what)s"),
}

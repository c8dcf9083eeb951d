"""Groups of employees, who is in them and what they have: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.GROUP_CREATED: _("%(who)s created the group %(what)s"),
    E.GROUP_CHANGED: _("%(who)s changed the group %(what)s"),
    E.GROUP_CLOSED: _("%(who)s closed the group %(what)s"),
    E.GROUP_JOINED: _("%(who)s put %(whom)s in the group %(what)s"),
    E.GROUP_LEFT: _("%(who)s took %(whom)s out of the group %(what)s"),
    E.GROUP_RIGHT_GIVEN: _("%(who)s gave a group the right %(what)s"),
    E.GROUP_RIGHT_ENDED: _("%(who)s took the right %(what)s from a group"),
    E.DEPARTMENT_RIGHT_GIVEN: _("%(who)s gave a department the right %(what)s"),
    E.DEPARTMENT_RIGHT_ENDED: _("%(who)s took the right %(what)s from a department"),
    E.DEPARTMENT_ADMITTED: _("%(who)s let %(whom)s have the rights of department and groups"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.GROUP_CREATED: _("create a group"),
    E.GROUP_CHANGED: _("change a group"),
    E.GROUP_CLOSED: _("close a group"),
    E.GROUP_JOINED: _("put %(whom)s in a group"),
    E.GROUP_LEFT: _("take %(whom)s out of a group"),
    E.GROUP_RIGHT_GIVEN: _("give a group the right %(what)s"),
    E.GROUP_RIGHT_ENDED: _("take the right %(what)s from a group"),
    E.DEPARTMENT_RIGHT_GIVEN: _("give a department the right %(what)s"),
    E.DEPARTMENT_RIGHT_ENDED: _("take the right %(what)s from a department"),
    E.DEPARTMENT_ADMITTED: _("let %(whom)s have the rights of department and groups"),
}

"""Packages of rights, who has them and what is new in them: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.PACKAGE_CREATED: _("%(who)s made the package %(what)s"),
    E.PACKAGE_CHANGED: _("%(who)s changed the package %(what)s"),
    E.PACKAGE_RETIRED: _("%(who)s took the package %(what)s away for good"),
    E.PACKAGE_GIVEN: _("%(who)s gave the package %(what)s"),
    E.PACKAGE_ENDED: _("%(who)s took away the package %(what)s"),
    E.PACKAGE_RIGHT_ACCEPTED: _("%(who)s accepted what is new in the package %(what)s"),
    E.PACKAGE_RIGHT_DECLINED: _("%(who)s declined what is new in the package %(what)s"),
    E.PACKAGE_FOLLOWED: _("What people held through a package ended, because it left the package"),
    E.PACKAGE_NEWS_TOLD: _("Your rights administrators were told what is new in packages"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.PACKAGE_CREATED: _("make a package"),
    E.PACKAGE_CHANGED: _("change a package"),
    E.PACKAGE_RETIRED: _("take a package away for good"),
    E.PACKAGE_GIVEN: _("give the package %(what)s"),
    E.PACKAGE_ENDED: _("take away the package %(what)s"),
    E.PACKAGE_RIGHT_ACCEPTED: _("accept what is new in the package %(what)s"),
    E.PACKAGE_RIGHT_DECLINED: _("decline what is new in the package %(what)s"),
    E.PACKAGE_FOLLOWED: _("end what left a package"),
    E.PACKAGE_NEWS_TOLD: _("be told what is new in packages"),
}

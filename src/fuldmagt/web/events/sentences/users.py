"""Users and imports of them: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.USER_CREATED: _("%(who)s created the user %(whom)s"),
    E.USER_CHANGED: _("%(who)s changed the particulars of %(whom)s"),
    E.USER_SUSPENDED: _("%(who)s suspended %(whom)s"),
    E.USER_RESUMED: _("%(who)s let %(whom)s go on"),
    E.USER_LOCKED: _("%(who)s locked %(whom)s"),
    E.USER_UNLOCKED: _("%(who)s unlocked %(whom)s"),
    E.USER_CLOSED: _("%(who)s closed the user %(whom)s"),
    E.USER_ACTIVATED: _("%(whom)s finished the activation"),
    E.USERS_DOWNLOADED: _("%(who)s downloaded a list of users"),
    E.USER_IMPORTED: _("%(who)s imported %(whom)s from a file"),
    E.IMPORT_BEGUN: _("%(who)s uploaded a file of users"),
    E.IMPORT_CONFIRMED: _("%(who)s imported the users of a file"),
    E.IMPORT_CANCELLED: _("The import of a file of users was cancelled"),
    E.BULK_ACTIVATION_BEGUN: _("%(who)s had many imported users activated"),
    E.BULK_ACTIVATION_STOPPED: _("The activation of many imported users was stopped"),
    E.LETTERS_SHOWN: _("%(who)s was shown the letters with temporary codes for %(whom)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.USER_CREATED: _("create a user"),
    E.USER_CHANGED: _("change the particulars of %(whom)s"),
    E.USER_SUSPENDED: _("suspend %(whom)s"),
    E.USER_RESUMED: _("let %(whom)s go on"),
    E.USER_LOCKED: _("lock %(whom)s"),
    E.USER_UNLOCKED: _("unlock %(whom)s"),
    E.USER_CLOSED: _("close the user %(whom)s"),
    E.USER_ACTIVATED: _("finish the activation of %(whom)s"),
    E.USERS_DOWNLOADED: _("download a list of users"),
    E.USER_IMPORTED: _("import %(whom)s from a file"),
    E.IMPORT_BEGUN: _("upload a file of users"),
    E.IMPORT_CONFIRMED: _("import the users of a file"),
    E.IMPORT_CANCELLED: _("cancel the import of a file of users"),
    E.BULK_ACTIVATION_BEGUN: _("have many imported users activated"),
    E.BULK_ACTIVATION_STOPPED: _("stop the activation of many imported users"),
    E.LETTERS_SHOWN: _("see the letters with temporary codes"),
}

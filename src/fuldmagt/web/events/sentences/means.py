"""Means of login: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.MEANS_ADDED: _("%(whom)s took a means of login into use: %(what)s"),
    E.MEANS_USED: _("%(whom)s showed a means of login: %(what)s"),
    E.MEANS_RENAMED: _("%(who)s gave a means of login another name: %(what)s"),
    E.MEANS_REMOVED: _("%(who)s removed a means of login of %(whom)s: %(what)s"),
    E.MEANS_LOCKED: _("A means of login of %(whom)s was locked: %(what)s"),
    E.MEANS_UNLOCKED: _("%(who)s unlocked a means of login of %(whom)s: %(what)s"),
    E.MEANS_ORDERED: _("%(who)s ordered a means of login for %(whom)s: %(what)s"),
    E.MEANS_ASSIGNED: _("%(who)s set a means of login aside for %(whom)s: %(what)s"),
    E.MEANS_SENT: _("A means of login was sent to %(whom)s: %(what)s"),
    E.MEANS_ORDER_CANCELLED: _("%(who)s took back the order of a means of login for %(whom)s: %(what)s"),
    E.MEANS_REPLACED: _("%(who)s ordered another means of login for %(whom)s, in place of one: %(what)s"),
    E.MEANS_RETURNED: _("A means of login of %(whom)s came back: %(what)s"),
    E.STOCK_READ: _("%(who)s had a supplier’s file of devices read: %(what)s"),
    E.STOCK_IMPORTED: _("%(who)s took devices into the stock: %(what)s"),
    E.STOCK_DISCARDED: _("%(who)s discarded a supplier’s file of devices"),
    E.MEANS_LOST: _("A means of login of %(whom)s was stopped as lost: %(what)s"),
    E.MEANS_SHARED: _("%(whom)s uses a means of login here that they had already: %(what)s"),
    E.RECOVERY_STARTED: _("%(who)s sent %(whom)s a link to get back into the login"),
    E.RECOVERY_ASKED: _("A link to get back into the login was asked for and sent to %(whom)s"),
    E.TRIES_PAUSED: _("There were many wrong tries to log in; for a while none are judged"),
    E.TRIES_LET_ON: _("%(who)s let the tries of %(whom)s to log in be judged again"),
    E.PIN_VOIDED: _("%(who)s made the PIN of %(whom)s void"),
    E.PIN_CHOSEN: _("%(whom)s chose a new PIN"),
    E.APP_CODE_ENTERED: _("%(whom)s typed the activation code in the app"),
    E.APPROVAL_DENIED: _("%(whom)s said in the app that a login was somebody else’s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.MEANS_ADDED: _("take a means of login into use for %(whom)s: %(what)s"),
    E.MEANS_USED: _("log in as %(whom)s: %(what)s"),
    E.MEANS_RENAMED: _("give a means of login another name: %(what)s"),
    E.MEANS_REMOVED: _("remove a means of login of %(whom)s: %(what)s"),
    E.MEANS_LOCKED: _("lock a means of login of %(whom)s: %(what)s"),
    E.MEANS_UNLOCKED: _("unlock a means of login of %(whom)s: %(what)s"),
    E.MEANS_ORDERED: _("order a means of login for %(whom)s: %(what)s"),
    E.MEANS_ASSIGNED: _("set a means of login aside for %(whom)s: %(what)s"),
    E.MEANS_SENT: _("send a means of login to %(whom)s: %(what)s"),
    E.MEANS_ORDER_CANCELLED: _("take back the order of a means of login for %(whom)s: %(what)s"),
    E.MEANS_REPLACED: _("replace a means of login of %(whom)s: %(what)s"),
    E.MEANS_RETURNED: _("take a means of login of %(whom)s back: %(what)s"),
    E.STOCK_READ: _("have a supplier’s file of devices read: %(what)s"),
    E.STOCK_IMPORTED: _("take devices into the stock: %(what)s"),
    E.STOCK_DISCARDED: _("discard a supplier’s file of devices"),
    E.MEANS_LOST: _("stop a means of login of %(whom)s as lost: %(what)s"),
    E.MEANS_SHARED: _("use a means of login here that they had already: %(what)s"),
    E.RECOVERY_STARTED: _("send %(whom)s a link to get back into the login"),
    E.RECOVERY_ASKED: _("send %(whom)s a link to get back into the login"),
    E.TRIES_PAUSED: _("judge the tries to log in"),
    E.TRIES_LET_ON: _("let the tries of %(whom)s to log in be judged again"),
    E.PIN_VOIDED: _("make the PIN of %(whom)s void"),
    E.PIN_CHOSEN: _("choose a new PIN for %(whom)s"),
    E.APP_CODE_ENTERED: _("type the activation code of %(whom)s in the app"),
    E.APPROVAL_DENIED: _("say in the app of %(whom)s that a login was somebody else’s"),
}

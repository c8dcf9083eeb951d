"""What a provider does on its own pages, and what its users are told of it: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.CATALOGUE_LAW_CHANGED: _("%(who)s changed what this means in the catalogue: %(what)s"),
    E.RIGHT_RETIRED: _("%(who)s took a right out of the catalogue: %(what)s"),
    E.CHANGE_PROPOSED: _("%(who)s proposed a change of the catalogue: %(what)s"),
    E.CHANGE_ACCEPTED: _("%(who)s accepted a proposed change of the catalogue: %(what)s"),
    E.CHANGE_DECLINED: _("%(who)s declined a proposed change of the catalogue: %(what)s"),
    E.CHANGE_TAKEN_BACK: _("%(who)s took back a proposed change of the catalogue: %(what)s"),
    E.MEANS_END_SET: _("%(who)s set a last day for a means of login at a service: %(what)s"),
    E.MEANS_END_REMOVED: _("%(who)s took away the last day of a means of login at a service: %(what)s"),
    E.MEANS_END_TOLD: _("%(whom)s was told of the end of a means of login: %(what)s"),
    E.CUSTOMER_ADDED: _("%(who)s added customers of %(what)s"),
    E.CUSTOMER_REMOVED: _("%(who)s removed a customer of %(what)s"),
    E.CUSTOMER_LIST_TURNED: _("%(who)s changed whether %(what)s is for customers only"),
    E.ADVISER_RECOGNISED: _("%(who)s recognised an adviser: %(what)s"),
    E.ADVISER_CHANGED: _("%(who)s changed the recognition of an adviser: %(what)s"),
    E.ADVISER_ENDED: _("%(who)s ended the recognition of an adviser: %(what)s"),
    E.ADVISER_END_TOLD: _("Your provider administrators were reminded that a recognition ends: %(what)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.CATALOGUE_LAW_CHANGED: _("change what this means in the catalogue: %(what)s"),
    E.RIGHT_RETIRED: _("take a right out of the catalogue: %(what)s"),
    E.CHANGE_PROPOSED: _("propose a change of the catalogue: %(what)s"),
    E.CHANGE_ACCEPTED: _("accept a proposed change of the catalogue: %(what)s"),
    E.CHANGE_DECLINED: _("decline a proposed change of the catalogue: %(what)s"),
    E.CHANGE_TAKEN_BACK: _("take back a proposed change of the catalogue: %(what)s"),
    E.MEANS_END_SET: _("set a last day for a means of login at a service: %(what)s"),
    E.MEANS_END_REMOVED: _("take away the last day of a means of login at a service: %(what)s"),
    E.MEANS_END_TOLD: _("be told of the end of a means of login: %(what)s"),
    E.CUSTOMER_ADDED: _("add customers of %(what)s"),
    E.CUSTOMER_REMOVED: _("remove a customer of %(what)s"),
    E.CUSTOMER_LIST_TURNED: _("change whether %(what)s is for customers only"),
    E.ADVISER_RECOGNISED: _("recognise an adviser: %(what)s"),
    E.ADVISER_CHANGED: _("change the recognition of an adviser: %(what)s"),
    E.ADVISER_ENDED: _("end the recognition of an adviser: %(what)s"),
    E.ADVISER_END_TOLD: _("be reminded that a recognition ends: %(what)s"),
}

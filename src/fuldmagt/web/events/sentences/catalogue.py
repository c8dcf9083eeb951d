"""Providers, their catalogue and applications, and the brokers of the eID: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.PROVIDER_PROPOSED: _("%(who)s proposed a provider: %(what)s"),
    E.PROVIDER_APPROVED: _("%(who)s approved a provider as the first of two: %(what)s"),
    E.PROVIDER_ADMITTED: _("%(who)s admitted a provider: %(what)s"),
    E.PROVIDER_REFUSED: _("%(who)s refused a provider: %(what)s"),
    E.PROVIDER_CHANGED: _("%(who)s changed the contact of the provider %(what)s"),
    E.CATALOGUE_CHANGED: _("%(who)s changed the texts of %(what)s"),
    E.CATALOGUE_IMPORTED: _("%(who)s imported the catalogue"),
    E.WORLD_LOADED: _("A whole world was loaded"),
    E.CLIENT_CREATED: _("%(who)s created the client %(what)s"),
    E.CLIENT_CHANGED: _("%(who)s changed the client %(what)s"),
    E.KEY_ROTATED: _("A signing key was renewed"),
    E.EID_TRIED: _("%(who)s tried the connection to the national eID"),
    E.BROKER_PROPOSED: _("%(who)s proposed a broker of the national eID"),
    E.BROKER_ADMITTED: _("%(who)s admitted a broker of the national eID"),
    E.BROKER_REFUSED: _("%(who)s refused a broker of the national eID"),
    E.BROKER_ENDED: _("%(who)s ended the admission of a broker of the national eID"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.PROVIDER_PROPOSED: _("propose a provider: %(what)s"),
    E.PROVIDER_APPROVED: _("approve a provider: %(what)s"),
    E.PROVIDER_ADMITTED: _("admit a provider: %(what)s"),
    E.PROVIDER_REFUSED: _("refuse a provider: %(what)s"),
    E.PROVIDER_CHANGED: _("change the contact of the provider %(what)s"),
    E.CATALOGUE_CHANGED: _("change the texts of %(what)s"),
    E.CATALOGUE_IMPORTED: _("import the catalogue"),
    E.WORLD_LOADED: _("load a whole world"),
    E.CLIENT_CREATED: _("create the client %(what)s"),
    E.CLIENT_CHANGED: _("change the client %(what)s"),
    E.KEY_ROTATED: _("renew a signing key"),
    E.EID_TRIED: _("try the connection to the national eID"),
    E.BROKER_PROPOSED: _("propose a broker of the national eID"),
    E.BROKER_ADMITTED: _("admit a broker of the national eID"),
    E.BROKER_REFUSED: _("refuse a broker of the national eID"),
    E.BROKER_ENDED: _("end the admission of a broker of the national eID"),
}

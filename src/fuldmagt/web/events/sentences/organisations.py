"""Organisations, their departments, employments and administrators: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.JOINING_BEGUN: _("%(who)s began to join the organisation"),
    E.JOINING_CONFIRMED: _("%(who)s confirmed that the organisation joins"),
    E.JOINING_DESCRIBED: _("%(who)s described the organisation that joins"),
    E.SIGNATURE_ASKED: _("%(who)s asked another person to sign"),
    E.JOINING_NOTIFIED: _("%(who)s confirmed as notifier that the organisation is to join"),
    E.AUTHORITY_HANDED_IN: _("%(who)s handed in the signed authority"),
    E.AUTHORITY_HANDED_OUT: _("%(who)s fetched the signed authority"),
    E.ORGANISATION_JOINED: _("The organisation joined"),
    E.ORGANISATION_CHANGED: _("%(who)s changed the organisation’s particulars or settings"),
    E.ORGANISATION_CLOSED: _("%(who)s closed the organisation"),
    E.DEPARTMENT_CREATED: _("%(who)s created the department %(what)s"),
    E.DEPARTMENT_CHANGED: _("%(who)s changed the department %(what)s"),
    E.DEPARTMENT_CLOSED: _("%(who)s closed the department %(what)s"),
    E.EMPLOYMENT_BEGUN: _("%(who)s recorded the employment of %(whom)s"),
    E.EMPLOYMENT_CHANGED: _("%(who)s corrected the employment of %(whom)s"),
    E.EMPLOYMENT_ENDED: _("%(who)s recorded that the employment of %(whom)s ends"),
    E.ROLE_GIVEN: _("%(who)s gave %(whom)s the role %(what)s"),
    E.ROLE_WITHDRAWN: _("%(who)s withdrew the role %(what)s from %(whom)s"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.JOINING_BEGUN: _("begin to join the organisation"),
    E.JOINING_CONFIRMED: _("confirm that the organisation joins"),
    E.JOINING_DESCRIBED: _("describe the organisation that joins"),
    E.SIGNATURE_ASKED: _("ask another person to sign"),
    E.JOINING_NOTIFIED: _("confirm as notifier that the organisation is to join"),
    E.AUTHORITY_HANDED_IN: _("hand in the signed authority"),
    E.AUTHORITY_HANDED_OUT: _("fetch the signed authority"),
    E.ORGANISATION_JOINED: _("join the organisation"),
    E.ORGANISATION_CHANGED: _("change the organisation’s particulars or settings"),
    E.ORGANISATION_CLOSED: _("close the organisation"),
    E.DEPARTMENT_CREATED: _("create the department %(what)s"),
    E.DEPARTMENT_CHANGED: _("change the department %(what)s"),
    E.DEPARTMENT_CLOSED: _("close the department %(what)s"),
    E.EMPLOYMENT_BEGUN: _("record the employment of %(whom)s"),
    E.EMPLOYMENT_CHANGED: _("correct the employment of %(whom)s"),
    E.EMPLOYMENT_ENDED: _("end the employment of %(whom)s"),
    E.ROLE_GIVEN: _("give %(whom)s the role %(what)s"),
    E.ROLE_WITHDRAWN: _("withdraw the role %(what)s from %(whom)s"),
}

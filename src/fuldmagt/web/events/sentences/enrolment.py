"""An employee's way to a login: what each event is called."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event

E = Event

DONE: Final[Mapping[Event, Promise]] = {
    E.INVITATION_SENT: _("An activation mail was sent to %(whom)s by %(who)s"),
    E.INVITATION_VOIDED: _("The activation link of %(whom)s was made void"),
    E.INVITATION_OPENED: _("%(whom)s opened the activation link"),
    E.PREPARATION_SENT: _("The preparation was sent to %(whom)s by %(who)s"),
    E.JOURNEY_TICKED: _("%(whom)s ticked off a part of the preparation"),
    E.JOURNEY_UNTICKED: _("%(whom)s took back a tick of the preparation"),
    E.WAITING_BEGUN: _("%(who)s put %(whom)s on the waiting list for another way to prove who they are"),
    E.WAITING_ENDED: _("%(who)s took %(whom)s off the waiting list"),
    E.PROOFING_WAY_OPENED: _("%(who)s opened another way to prove who one is"),
    E.PROOFING_WAY_TOLD: _("%(whom)s was told of another way to prove who they are"),
    E.IDENTITY_CONFIRMED: _("%(whom)s confirmed who they are with the private eID"),
    E.IDENTITY_TAKEN_OVER: _("%(who)s took over for %(whom)s what the eID tells"),
    E.TEMPORARY_CODE_MADE: _("%(who)s made a temporary code for %(whom)s"),
    E.TEMPORARY_CODE_ENTERED: _("%(whom)s entered the temporary code"),
    E.USER_ID_CHOSEN: _("%(whom)s chose a user id"),
    E.USER_ID_SENT: _("The user id of %(whom)s was asked for, to be sent by mail"),
    E.PHONE_CODE_SENT: _("A code was sent to the phone of %(whom)s"),
    E.PHONE_CONFIRMED: _("%(whom)s confirmed the phone number"),
}

REFUSED: Final[Mapping[Event, Promise]] = {
    E.INVITATION_SENT: _("send %(whom)s an activation mail"),
    E.INVITATION_VOIDED: _("make the activation link of %(whom)s void"),
    E.INVITATION_OPENED: _("open the activation link of %(whom)s"),
    E.PREPARATION_SENT: _("send %(whom)s the preparation"),
    E.JOURNEY_TICKED: _("tick off a part of the preparation, as %(whom)s"),
    E.JOURNEY_UNTICKED: _("take back a tick of the preparation, as %(whom)s"),
    E.WAITING_BEGUN: _("put %(whom)s on the waiting list"),
    E.WAITING_ENDED: _("take %(whom)s off the waiting list"),
    E.PROOFING_WAY_OPENED: _("open another way to prove who one is"),
    E.PROOFING_WAY_TOLD: _("tell %(whom)s of another way to prove who they are"),
    E.IDENTITY_CONFIRMED: _("confirm the identity of %(whom)s with a private eID"),
    E.IDENTITY_TAKEN_OVER: _("take over for %(whom)s what the eID tells"),
    E.TEMPORARY_CODE_MADE: _("make a temporary code for %(whom)s"),
    E.TEMPORARY_CODE_ENTERED: _("enter the temporary code of %(whom)s"),
    E.USER_ID_CHOSEN: _("choose a user id for %(whom)s"),
    E.USER_ID_SENT: _("have the user id of %(whom)s sent by mail"),
    E.PHONE_CODE_SENT: _("send a code to the phone of %(whom)s"),
    E.PHONE_CONFIRMED: _("confirm the phone number of %(whom)s"),
}

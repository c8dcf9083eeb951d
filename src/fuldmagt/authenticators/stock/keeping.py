"""A device in the stock and out of it: inside deeds that hold the organisation."""

import base64
import binascii
from datetime import datetime

from django.db import IntegrityError

from fuldmagt.audit import journal
from fuldmagt.authenticators.code.queries import place
from fuldmagt.authenticators.models import CodeDisplay, Device, PendingDisplay
from fuldmagt.authenticators.stock.pskc import SERIAL
from fuldmagt.authenticators.stock.queries import known
from fuldmagt.authenticators.stock.rules import SHORTEST_SECRET, DeviceState
from fuldmagt.organisations.models import Organisation
from fuldmagt.secrets import dice, fields
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def is_serial(serial: str) -> bool:
    return SERIAL.fullmatch(serial) is not None


def unusable(serial: str, secret: str) -> Refusal | None:
    """Why a device that somebody typed in cannot be handed out."""
    try:
        long_enough = len(base64.b32decode(secret.strip().upper())) >= SHORTEST_SECRET
    except (binascii.Error, ValueError):
        long_enough = False
    if not long_enough:
        return Refusal(Reason.INPUT_NOT_USABLE, about="secret")
    if not is_serial(serial.strip()):
        return Refusal(Reason.INPUT_NOT_USABLE, about="serial")
    if known({serial.strip()}):
        return Refusal(Reason.ALREADY_EXISTS, about="serial")
    return None


def add_typed(serial: str, secret: str, kind: Means, *, organisation: str, at: datetime) -> Device | None:
    """The device in the stock; None where another organisation has taken one of its number in by now."""
    serial = serial.strip()
    device = Device(
        ref=dice.reference(),
        organisation=Organisation.objects.get(ref=organisation),
        kind=kind,
        serial=serial,
        secret=fields.encrypt(secret.strip().upper(), place=place(serial)),
        added_at=at,
        changed_at=at,
    )
    try:
        with journal.together():
            device.save()
    except IntegrityError:
        return None
    return device


def take_out(serial: str, kind: Means, *, organisation: str, at: datetime) -> Device | None:
    """The device, for whoever takes it first."""
    home = Organisation.objects.only("pk").get(ref=organisation)
    lying = Device.objects.filter(
        organisation_id=home.pk, serial=serial, kind=kind, state=DeviceState.IN_STOCK
    )
    if lying.update(state=DeviceState.OUT, changed_at=at) != 1:
        return None
    return Device.objects.get(serial=serial)


def put_back(device: Device, *, at: datetime) -> None:
    """It lies in the stock again, for anybody."""
    Device.objects.filter(pk=device.pk, state=DeviceState.OUT).update(
        state=DeviceState.IN_STOCK, changed_at=at
    )


def destroy(device: Device, *, at: datetime) -> None:
    """Its secret stands nowhere any more; its number stays, so that the device is never taken in again."""
    Device.objects.filter(pk=device.pk).update(secret="", state=DeviceState.SPENT, changed_at=at)
    CodeDisplay.objects.filter(serial=device.serial).update(secret="", pin="")
    PendingDisplay.objects.filter(serial=device.serial).update(secret="")

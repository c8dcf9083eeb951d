"""Questions about the devices of an organisation."""

import json
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from fuldmagt.authenticators.models import CodeDisplay, Device, PendingDisplay, StockFile
from fuldmagt.authenticators.stock.rules import OPEN, DeviceState, Found
from fuldmagt.secrets import fields
from fuldmagt.vocabulary.means import Means


def devices(
    *, organisation: str, text: str = "", kind: Means | None = None, state: DeviceState | None = None
) -> QuerySet[Device]:
    """By serial number; `text` is a part of it."""
    rows = Device.objects.filter(organisation__ref=organisation, serial__icontains=text.strip())
    rows = rows.filter(kind=kind) if kind else rows
    return (rows.filter(state=state) if state else rows).order_by("serial")


def files(*, organisation: str) -> QuerySet[StockFile]:
    """Files that wait for an answer, oldest first."""
    return StockFile.objects.filter(organisation__ref=organisation, state__in=OPEN).order_by("read_at")


def file(ref: str, *, organisation: str) -> StockFile | None:
    return StockFile.objects.filter(ref=ref, organisation__ref=organisation).first()


def place(ref: str) -> str:
    """Where the devices of a file are sealed to."""
    return f"authenticators_stockfile.devices.{ref}"


def found_in(file: StockFile) -> list[Found]:
    """The devices of a file that waits; none of one that has been answered."""
    if not file.devices:
        return []
    written = fields.decrypt_bytes(bytes(file.devices), place=place(file.ref))
    return [Found(**each) for each in json.loads(written)]


def known(serials: Collection[str]) -> set[str]:
    """Which of the serial numbers stand in a stock already or are in use, ours or another's."""
    wanted, found = sorted(serials), set[str]()
    for part in _parts(wanted):
        for model in (Device, CodeDisplay, PendingDisplay):
            found.update(model.objects.filter(serial__in=part).values_list("serial", flat=True))
    return found


def _parts(all_of_them: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [all_of_them[start : start + size] for start in range(0, len(all_of_them), size)]

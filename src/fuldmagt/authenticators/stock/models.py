from django.db import models

from fuldmagt.authenticators.code.models import Codes
from fuldmagt.authenticators.stock.rules import DeviceState, FileState
from fuldmagt.organisations.models import choices
from fuldmagt.vocabulary.means import Means


class StockFile(models.Model):
    """A supplier's file that waits for an administrator's yes; its devices sealed, gone with the answer."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="stock_files")
    kind = models.CharField(max_length=16, choices=choices(Means))
    state = models.CharField(max_length=16, choices=choices(FileState))
    file_name = models.CharField(max_length=200)
    total = models.PositiveIntegerField()
    devices = models.BinaryField()
    faults = models.JSONField(default=list)
    read_by = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "authenticators"
        indexes = [models.Index(fields=["organisation", "state"])]


class Device(Codes):
    """A device that an organisation owns: in stock, out with somebody, or spent. It stays on the list."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="devices")
    kind = models.CharField(max_length=16, choices=choices(Means))
    maker = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=16, choices=choices(DeviceState), default=DeviceState.IN_STOCK)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "authenticators"
        indexes = [models.Index(fields=["organisation", "state", "serial"])]

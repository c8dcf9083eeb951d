from django.db import models

from fuldmagt.costs.prices.rules import Charged, Kind, Payer
from fuldmagt.organisations.models import choices


class PriceList(models.Model):
    """The operator's list: one of an installation, or none. Whoever changes it locks it first."""

    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [models.CheckConstraint(name="one_price_list", condition=models.Q(id=1))]


class ListedPrice(models.Model):
    """A price as it stands in the list. Rows are added, never changed: one that was announced and is
    not to come after all is withdrawn before its day."""

    kind = models.CharField(max_length=16, choices=choices(Kind))
    since = models.DateField()
    amount = models.PositiveIntegerField()  # whole cents, without VAT
    vat = models.PositiveSmallIntegerField()  # hundredths of a percent
    charged = models.CharField(max_length=16, choices=choices(Charged))
    payer = models.CharField(max_length=16, choices=choices(Payer))
    listed_by = models.CharField(max_length=128)
    listed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_price_of_a_kind_begins_on_a_day",
                fields=["kind", "since"],
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

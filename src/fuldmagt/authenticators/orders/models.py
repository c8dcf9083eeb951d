from django.db import models

from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.organisations.models import choices
from fuldmagt.vocabulary.means import Means


class MeansOrder(models.Model):
    """A device ordered for a user who is already active (B6), from the order until it is in use."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="means_orders")
    kind = models.CharField(max_length=16, choices=choices(Means))
    state = models.CharField(max_length=16, choices=choices(OrderState), default=OrderState.WAITING)
    ordered_by = models.CharField(max_length=64)
    ordered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "authenticators"
        indexes = [models.Index(fields=["state", "ordered_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_open_order_for_each_kind",
                fields=["user", "kind"],
                condition=models.Q(state__in=[OrderState.WAITING, OrderState.SENT]),
            )
        ]

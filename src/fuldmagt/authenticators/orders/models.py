from django.db import models

from fuldmagt.authenticators.orders.rules import OPEN, OrderState
from fuldmagt.organisations.models import choices
from fuldmagt.vocabulary.means import Means


class MeansOrder(models.Model):
    """A thing ordered for a user (B6): from the order until it is in use, and until it is back.

    `serial` is of the thing that was set aside; `device` is it in our stock, which holds no chips.
    """

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="means_orders")
    kind = models.CharField(max_length=16, choices=choices(Means))
    state = models.CharField(max_length=16, choices=choices(OrderState), default=OrderState.ORDERED)
    serial = models.CharField(max_length=40, blank=True)
    device = models.ForeignKey(
        "authenticators.Device", models.PROTECT, null=True, blank=True, related_name="orders"
    )
    authenticator = models.ForeignKey(
        "authenticators.Authenticator", models.SET_NULL, null=True, blank=True, related_name="orders"
    )
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    ordered_by = models.CharField(max_length=64)
    ordered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)  # when it first left the house, for good

    class Meta:
        app_label = "authenticators"
        indexes = [models.Index(fields=["state", "ordered_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_open_order_for_each_kind",
                fields=["user", "kind"],
                condition=models.Q(state__in=[state.value for state in OPEN]),
            )
        ]

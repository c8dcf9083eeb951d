"""Questions about means."""

from django.db.models import F, Q, QuerySet

from fuldmagt.authenticators.models import Authenticator, MeansOrder, UserMeans
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means


def own() -> Q:
    """The rows of UserMeans whose authenticator is the user's own person's, as far as we keep it (F1)."""
    return Q(authenticator__isnull=True) | Q(authenticator__person=F("user__person"))


def in_use() -> Q:
    """The rows of UserMeans that count: active, own, and their authenticator neither locked nor removed."""
    working = Q(authenticator__isnull=True) | Q(authenticator__state=Authenticator.State.ACTIVE)
    return Q(active=True) & own() & working


def means_of(user: BusinessUser) -> frozenset[Means]:
    """The kinds of means by which the user can log in now."""
    return frozenset(Means(kind) for kind in user.user_means.filter(in_use()).values_list("kind", flat=True))


def held_by(user: BusinessUser) -> QuerySet[UserMeans]:
    """Every means of the user that is not removed, locked ones included, oldest first."""
    rows = user.user_means.select_related("authenticator", "authenticator__display").filter(active=True)
    return rows.exclude(authenticator__state=Authenticator.State.REMOVED).order_by("since", "pk")


def orders_of(user: BusinessUser) -> QuerySet[MeansOrder]:
    """The user's orders, newest first."""
    return user.means_orders.order_by("-ordered_at")


def waiting_orders(*, organisation: str) -> QuerySet[MeansOrder]:
    """What the organisation has ordered and the employee not yet taken into use, oldest first."""
    orders = MeansOrder.objects.filter(user__organisation__ref=organisation)
    open_ones = orders.filter(state__in=[OrderState.WAITING, OrderState.SENT])
    return open_ones.select_related("user").order_by("ordered_at")

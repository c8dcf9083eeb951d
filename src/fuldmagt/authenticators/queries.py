"""Questions about means."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fuldmagt.authenticators.models import Authenticator, MeansOrder, UserMeans
from fuldmagt.authenticators.orders.rules import IN_HAND, OPEN, TO_ACTIVATE
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means


def own() -> Q:
    """The rows of UserMeans whose authenticator is the user's own person's, as far as we keep it (F1)."""
    return Q(authenticator__isnull=True) | Q(authenticator__person=F("user__person"))


def serves_elsewhere() -> Exists:
    """Whether the means of a row of UserMeans serves the person in another organisation too."""
    others = UserMeans.objects.filter(authenticator=OuterRef("authenticator"), active=True)
    others = others.exclude(user__organisation=OuterRef("user__organisation"))
    return Exists(others.exclude(user__state=UserState.CLOSED))


def allowed() -> Q:
    """The rows of UserMeans that the user's organisation lets count: one whose means serves the person in
    other organisations too counts only where shared means are allowed (B14)."""
    return Q(user__organisation__shares_means=True) | Q(~serves_elsewhere())


def in_use() -> Q:
    """The rows of UserMeans that count: active, own, allowed, their authenticator not locked or removed."""
    working = Q(authenticator__isnull=True) | Q(authenticator__state=Authenticator.State.ACTIVE)
    return Q(active=True) & own() & allowed() & working


def means_of(user: BusinessUser) -> frozenset[Means]:
    """The kinds of means by which the user can log in now."""
    return frozenset(Means(kind) for kind in user.user_means.filter(in_use()).values_list("kind", flat=True))


def held_by(user: BusinessUser) -> QuerySet[UserMeans]:
    """Every means of the user that is not removed, locked ones included, oldest first."""
    rows = user.user_means.select_related("authenticator", "authenticator__display").filter(active=True)
    return rows.exclude(authenticator__state=Authenticator.State.REMOVED).order_by("since", "pk")


def shared(user: BusinessUser) -> frozenset[int]:
    """The rows of the user's means that serve the person in another organisation too (B14)."""
    return frozenset(user.user_means.filter(serves_elsewhere()).values_list("pk", flat=True))


def not_allowed(user: BusinessUser) -> frozenset[int]:
    """The rows of the user's means that would count, did they not serve the person elsewhere too (B14)."""
    return frozenset(user.user_means.exclude(allowed()).values_list("pk", flat=True))


def orders_of(user: BusinessUser) -> QuerySet[MeansOrder]:
    """The user's orders, newest first."""
    return user.means_orders.order_by("-ordered_at", "-pk")


def order_of(ref: str, *, organisation: str) -> MeansOrder | None:
    rows = MeansOrder.objects.select_related("user__organisation", "replaces")
    return rows.filter(ref=ref, user__organisation__ref=organisation).first()


def ordered_for(users: Iterable[BusinessUser]) -> QuerySet[MeansOrder]:
    """The things that were ordered for a person's users and are not over, newest first."""
    rows = MeansOrder.objects.filter(user__in=list(users), state__in=[*OPEN, *IN_HAND])
    return rows.select_related("user__organisation").order_by("-ordered_at", "-pk")


def chip_to_activate(user: BusinessUser) -> MeansOrder | None:
    """The chip that was set aside for the user and is not in use yet."""
    return user.means_orders.filter(kind=Means.CHIP, state__in=TO_ACTIVATE).first()


def waiting_orders(*, organisation: str) -> QuerySet[MeansOrder]:
    """What the organisation has ordered and the employee not yet taken into use, oldest first."""
    orders = MeansOrder.objects.filter(user__organisation__ref=organisation)
    open_ones = orders.filter(state__in=OPEN)
    return open_ones.select_related("user").order_by("ordered_at")

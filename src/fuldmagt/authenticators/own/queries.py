"""A person's own means, across the organisations in which the person is a user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.authenticators.models import Authenticator, PendingDisplay, UserMeans
from fuldmagt.authenticators.orders.rules import TO_ACTIVATE
from fuldmagt.authenticators.queries import in_use
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


@dataclass(frozen=True, slots=True)
class Own:
    """A means in the person's hands, and the users that log in by it."""

    means: Authenticator
    users: tuple[BusinessUser, ...]


def of_person(user: BusinessUser) -> list[Own]:
    """Every means of the person that is not removed, oldest first."""
    if user.person is None:
        return []
    found = Authenticator.objects.filter(person=user.person).exclude(state=Authenticator.State.REMOVED)
    serves: dict[int, list[BusinessUser]] = {}
    rows = UserMeans.objects.filter(authenticator__in=found, active=True)
    for row in rows.select_related("user__organisation").order_by("user__organisation__name"):
        if row.authenticator_id is not None and row.user.state != UserState.CLOSED:
            serves.setdefault(row.authenticator_id, []).append(row.user)
    return [Own(each, tuple(serves.get(each.pk, ()))) for each in found.order_by("created_at", "pk")]


def one(user: BusinessUser, ref: str) -> Own | None:
    """One of the person's own means; another person's is as unknown as none at all."""
    return next((each for each in of_person(user) if each.means.ref == ref), None)


def thing(user: BusinessUser, order: str, *, at: datetime) -> PendingDisplay | None:
    """What was handed out for an order of the user, not in use yet."""
    rows = PendingDisplay.objects.select_related("user__organisation", "user__person", "order")
    waiting = rows.filter(user=user, order__ref=order, order__state__in=TO_ACTIVATE, used_at__isnull=True)
    return waiting.filter(expires_at__gt=at).first()


def would_be_left_without(users: Iterable[BusinessUser], means: Authenticator) -> bool:
    """Whether one of the users who log in by this means now could not log in any more without it."""
    return any(
        user.user_means.filter(in_use(), authenticator=means).exists()
        and not user.user_means.filter(in_use()).exclude(authenticator=means).exists()
        for user in users
    )

"""An order follows what becomes of its thing, wherever that happens: locked, unlocked, removed."""

from datetime import datetime

from fuldmagt.authenticators.models import Authenticator, MeansOrder
from fuldmagt.authenticators.orders.rules import DELIVERING, OrderState, OrderStep, after
from fuldmagt.vocabulary.refusals import Refusal


def take(order: MeansOrder, step: OrderStep, *, at: datetime) -> bool:
    """Let the order take a step, unless it has taken another meanwhile or the table has none."""
    now = OrderState(order.state)
    state = after(now, step)
    if isinstance(state, Refusal):
        return False
    changed: dict[str, object] = {"state": state.value, "changed_at": at}
    if step in DELIVERING and order.delivered_at is None:
        changed["delivered_at"] = at
    moved = MeansOrder.objects.filter(pk=order.pk, state=now).update(**changed) == 1
    if moved:
        for name, value in changed.items():
            setattr(order, name, value)
    return moved


def bind(order: MeansOrder, authenticator: Authenticator) -> None:
    """From now on the order follows this means."""
    MeansOrder.objects.filter(pk=order.pk).update(authenticator=authenticator)


def follow(authenticator: str, step: OrderStep, *, at: datetime) -> None:
    """Let the order of a means follow, where the means is a thing that was ordered."""
    held = Authenticator.objects.only("pk").get(ref=authenticator)
    for order in MeansOrder.objects.filter(authenticator_id=held.pk):
        take(order, step, at=at)

"""The price list of the demonstration, and things that were handed out: made by the real deeds."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.timezone import localtime

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders import actions
from fuldmagt.costs.prices.actions import load
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means

BY: Final = "the demonstration"
CHIPS: Final = (400, 330, 190, 120, 40)
"""How many days ago a chip was handed out to one employee after another."""


def make(organisation: str, *, at: datetime) -> int:
    """How many things have been handed out."""
    text = (settings.ROOT / "demo" / "prices.yaml").read_text()
    problems = load(text, today=localtime(at).date(), by=BY, at=at)
    administrators = holders_of(Role.USER_ADMINISTRATOR, organisation=organisation)
    if isinstance(problems, list) or not administrators:
        raise RuntimeError(f"the demonstration has no prices: {problems}")
    people = BusinessUser.objects.filter(organisation__ref=organisation, state=UserState.ACTIVE)
    plain = [user for user in people.order_by("name") if not user.roles_held.exists()]
    by = actor(administrators[0])
    return sum(
        _handed_out(user, by, at - timedelta(days=days)) for user, days in zip(plain, CHIPS, strict=False)
    )


def _handed_out(user: BusinessUser, by: Actor, at: datetime) -> bool:
    order = actions.order(user.ref, Means.CHIP, by=by, at=at)
    if not isinstance(order, MeansOrder):
        return False
    actions.set_aside(order.ref, f"CHIP-{dice.digits(6)}", by=by, at=at)
    return isinstance(actions.mark_sent(order.ref, by=by, at=at + timedelta(days=1)), MeansOrder)

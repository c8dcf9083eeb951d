"""Mandates that are asked for, as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.mandates.wishes.rules import BETWEEN_REMINDERS, WishState
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.mandates.showing import told

STATES: Final[dict[str, tuple[str, str | Promise]]] = {
    WishState.WAITING: ("waits", _("Waits for an answer")),
    WishState.GIVEN: ("done", _("A mandate was given")),
    WishState.DECLINED: ("stopped", _("Declined")),
    WishState.WITHDRAWN: ("stopped", _("Withdrawn")),
    WishState.LAPSED: ("stopped", _("Not answered in time")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate that is asked for, in a list."""

    wish: Wish
    client: str
    asker: str
    rights: list[dict[str, str]]
    badge: str
    state: str
    waits: bool
    may_remind: bool
    give: str  # where it is given


def line(wish: Wish, *, at: datetime, give: str = "") -> Line:
    badge, state = STATES[wish.state]
    waits = wish.state == WishState.WAITING
    due = wish.last_sent_at <= at - BETWEEN_REMINDERS
    rights = [told(each) for each in wish.rights.all()]
    return Line(
        wish=wish,
        client=str(Number.of(wish.client)),
        asker=str(Number.of(wish.asker.ref)),
        rights=rights,
        badge=badge,
        state=str(state),
        waits=waits,
        may_remind=waits and due,
        give=give,
    )

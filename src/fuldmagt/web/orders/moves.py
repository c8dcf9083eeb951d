"""What can become of an order, as the pages ask for it and tell it when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders import actions
from fuldmagt.authenticators.orders.rules import OrderState, OrderStep, possible
from fuldmagt.vocabulary.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Move:
    do: Callable[..., MeansOrder | Refusal]
    verb: Promise
    question: Promise
    happens: Promise
    done: Promise
    asks_why: bool = True


MOVES: Final[Mapping[OrderStep, Move]] = {
    OrderStep.SEND: Move(
        actions.mark_sent,
        _("Mark it as sent"),
        _("Has it been sent to %(name)s?"),
        _("%(name)s gets an e-mail that says where to take it into use; who is not active yet is led to it "
          "by the activation. Send no PIN with it: the user chooses one."),
        _("It is marked as sent."),
        asks_why=False,
    ),
    OrderStep.BLOCK: Move(
        actions.block,
        _("Block it"),
        _("Block the means of login of %(name)s?"),
        _("For when it is lost or in wrong hands. %(name)s is logged out at once, and nobody logs in by it "
          "until you unblock it."),
        _("It is blocked."),
    ),
    OrderStep.UNBLOCK: Move(
        actions.unblock,
        _("Unblock it"),
        _("Unblock the means of login of %(name)s?"),
        _("Only when you are sure that nobody else has it. It works again at once."),
        _("It works again."),
    ),
    OrderStep.REPLACE: Move(
        actions.replace,
        _("Replace it by another"),
        _("Replace the means of login of %(name)s?"),
        _("It stops working for good, and another is ordered. %(name)s needs another means of login, or the "
          "new one, to log in again."),
        _("It works no more, and another is ordered."),
    ),
    OrderStep.RETURN: Move(
        actions.give_back,
        _("It has come back"),
        _("Is the means of login of %(name)s back?"),
        _("It stops working. What %(name)s has had in use is never given to anybody else: its secret is "
          "destroyed. What was never in use lies in the stock again."),
        _("It is noted that it came back."),
    ),
    OrderStep.CANCEL: Move(
        actions.cancel,
        _("Take the order back"),
        _("Take back the order for %(name)s?"),
        _("It can no longer be taken into use. If it has left the house, note here when it comes back."),
        _("The order is taken back."),
    ),
}  # fmt: skip


def open_to(order: MeansOrder) -> list[OrderStep]:
    """The moves that the table allows now, in the order of the life; those of the user alone are not ours."""
    steps = possible(OrderState(order.state))
    return [step for step in MOVES if step in steps and not (step is OrderStep.RETURN and not order.serial)]

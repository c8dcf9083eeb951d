"""What happened in Nordby in 2025 and 2026, as far as it costs."""

from fuldmagt.authenticators.orders.rules import OrderState
from tests.costs.cast import a_mandate, an_order, at_noon
from tests.costs.conftest import Town


def some_years(town: Town) -> None:
    """Anna had a display in 2025 and another in 2026; Balans acts for Nordby since the autumn of 2025."""
    anna, bodil = town.nordby.anna, town.nordby.bodil
    an_order(anna, at_noon(2025, 12, 30), at_noon(2025, 12, 31), state=OrderState.REPLACED)
    an_order(anna, at_noon(2025, 12, 30), at_noon(2026, 1, 5), state=OrderState.ACTIVATED)
    an_order(bodil, at_noon(2026, 3, 2), at_noon(2026, 3, 4))
    an_order(bodil, at_noon(2026, 4, 2), None, state=OrderState.CANCELLED)
    a_mandate(town.nordby.organisation, town.balans, at_noon(2025, 11, 1))

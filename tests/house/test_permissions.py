"""No page can be opened by somebody whom nobody thought of."""

import pytest
from django.core.checks import Error
from django.test import override_settings

from fuldmagt.config.checks import every_view_says_who_may_open_it
from fuldmagt.organisations.rules import Deed
from fuldmagt.web import permission


def said() -> list[str]:
    return [str(message.msg) for message in every_view_says_who_may_open_it(None)]


def test_every_view_says_who_may_open_it() -> None:
    assert said() == []


@override_settings(ROOT_URLCONF="tests.house.unguarded")
def test_a_view_that_does_not_say_stops_the_start() -> None:
    (message,) = every_view_says_who_may_open_it(None)

    assert isinstance(message, Error)
    assert "/deeper/forgotten/" in message.msg


@pytest.mark.parametrize("deed", Deed)
def test_a_page_for_a_deed_carries_the_deed(deed: Deed) -> None:
    assert permission.needs(deed)(lambda request: None).permission == deed.value  # type: ignore[attr-defined]  # a mark on it

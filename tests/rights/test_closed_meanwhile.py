"""A user is closed in the moment before a right is given: the user as it is then counts (B15, C4)."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from fuldmagt.mandates.assignments.actions import give
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.users.actions import close
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import acting, nordby, se_sag
from tests.conftest import MONDAY


class JustBeforeTheLock:
    """Does something by another connection just before this one begins to wait for its first lock."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed, self.done = deed, False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not self.done and (sql.startswith("BEGIN") or "FOR NO KEY UPDATE" in sql):
            self.done = True
            other = Thread(target=self._by_another_connection)
            other.start()
            other.join()
        return execute(sql, *rest)

    def _by_another_connection(self) -> None:
        try:
            self.deed()
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("B15", "C4")
def test_a_user_who_was_closed_meanwhile_is_given_nothing() -> None:
    town, catalogue = nordby(), se_sag()
    mette, anna = acting(town.mette), town.anna.ref
    closing = JustBeforeTheLock(lambda: close(anna, reason="", by=mette, at=MONDAY))

    with connection.execute_wrapper(closing):
        given = give(anna, catalogue.kommunal.ref, by=mette, at=MONDAY)

    assert closing.done
    assert given == Refusal(Reason.USER_CLOSED, about=anna)
    assert not Assignment.objects.exists()

"""Two administrators tick the two rights that exclude one another in the same moment: at most one wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from fuldmagt.catalogue.imports.actions import load
from fuldmagt.mandates.assignments.actions import Changed, give
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import NEW_YEAR, a_user, acting, nordby
from tests.conftest import MONDAY
from tests.effort import of
from tests.rights.conftest import DEMONSTRATION

EXCLUDING = ("ydelsesrefusion:opgoer", "ydelsesrefusion:attester")


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("C2")
@pytest.mark.soak
def test_two_rights_that_exclude_one_another_are_not_given_at_once() -> None:
    text = DEMONSTRATION.read_text()
    load(text, held=lambda rights: {}, by="command-line", at=NEW_YEAR, admitted=True)
    town = nordby()
    administrators = [
        acting(town.mette),
        acting(a_user(town.organisation, "Per Holm", Role.RIGHTS_ADMINISTRATOR)),
    ]

    for turn in range(of(50)):
        together = Barrier(2)
        user = a_user(town.organisation, f"Anna {turn}", department=town.jobcenter)

        def save(which: int, ref: str = user.ref, together: Barrier = together) -> Changed | Refusal:
            together.wait()
            try:
                return give(ref, EXCLUDING[which], by=administrators[which], at=MONDAY)
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=2) as two:
            outcomes = list(two.map(save, range(2)))

        refused = [each.reason for each in outcomes if isinstance(each, Refusal)]
        assert refused == [Reason.RIGHTS_CONFLICT]
        assert Assignment.objects.filter(user=user).count() == 1

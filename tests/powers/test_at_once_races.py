"""Two who change the same thing in the same moment: both see what became of it, and nothing is lost (A5, C5).

Each presses a button of a page that was read before. On PostgreSQL they are at work in two transactions.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Member
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from tests.administration.pages import field, words
from tests.cast import NEW_YEAR, a_user, gives, log_in
from tests.chains.cast import EDIT, VIEW, Street, street
from tests.effort import of
from tests.groups.cast import a_group, give
from tests.requests.cast import KOMMUNAL, Town, another_right, asks, may, town

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.requirement("A5", "C5"), pytest.mark.soak
]  # fmt: skip

Press = Callable[[], Any]
TURNS = of(40)


def desk(user: BusinessUser) -> Client:
    return log_in(Client(headers={"accept-language": "en"}), user)


def both(*pressed: Press) -> list[Any]:
    """The answers to what is pressed at once: nobody begins before everybody is ready."""
    together = Barrier(len(pressed))

    def press(one: Press) -> Any:
        together.wait()
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pressed)) as hands:
        return list(hands.map(press, pressed))


def told(answers: Iterable[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def refused_and_written_down(organisation: str) -> int:
    return PendingEntry.objects.filter(organisation=organisation).exclude(outcome="done").count()


@pytest.fixture
def home() -> Town:
    return town()


@pytest.fixture
def chain() -> Street:
    return street()


def test_two_save_the_rights_of_one_user(home: Town) -> None:
    other = another_right(home.sag, "arkiv")
    for _turn in range(TURNS):
        user = a_user(home.people.organisation, f"Ny {dice.reference()}", department=home.people.jobcenter)
        gives(user, home.sag.kommunal)
        desks = [desk(home.mette), desk(home.rikke)]
        page = f"/users/{user.ref}/rights/"
        seen = field(desks[0].get(page), "seen")
        shown = {"shown": [KOMMUNAL], "seen": seen}
        before = refused_and_written_down(home.ref)

        taken, given = both(
            lambda: desks[0].post(page, shown),  # noqa: B023 - at once, in this turn
            lambda: desks[1].post(page, shown | {"right": [KOMMUNAL, other.ref]}),  # noqa: B023 - this turn
        )

        answers = [taken, given]
        assert told(answers) == [302, 409]
        late = next(answer for answer in answers if answer.status_code == 409)
        assert "changed" in words(late)
        assert field(late, "seen") != seen
        assert may(user, KOMMUNAL) == may(user, other.ref) == (given.status_code == 302)
        assert refused_and_written_down(home.ref) == before + 1


def offered(chain: Street) -> Mandate:
    mandate = Mandate.objects.create(
        ref=dice.reference(), giver=chain.korrel, receiver=chain.balans, starts_at=NEW_YEAR,
        ends_at=clock.now() + timedelta(400), given_at=clock.now(),
    )  # fmt: skip
    mandate.rights.set(chain.service.rights.filter(ref__in=[VIEW, EDIT]))
    return mandate


def test_one_narrows_a_mandate_while_the_other_accepts_it(chain: Street) -> None:
    """Whoever accepts has accepted what was read; whoever narrows has narrowed what stands."""
    for _turn in range(TURNS):
        Mandate.objects.update(state="revoked", revoked_at=clock.now())
        mandate, giver, receiver = offered(chain), desk(chain.sanne), desk(chain.femke)
        read = chains.stamp(mandate)
        at = f"/mandates/{mandate.ref}/"

        narrowed, accepted = both(
            lambda: giver.post(f"{at}change/", {"right": [VIEW], "seen": read}),  # noqa: B023 - this turn
            lambda: receiver.post(f"{at}answer/", {"answer": "accept", "seen": read}),  # noqa: B023 - this turn
        )

        mandate.refresh_from_db()
        left = set(mandate.rights.values_list("ref", flat=True))
        assert 302 in {narrowed.status_code, accepted.status_code}
        assert mandate.accepted == (accepted.status_code == 302)
        assert (left == {VIEW}) == (narrowed.status_code == 302)
        for answer in (narrowed, accepted):
            assert answer.status_code == 302 or "changed" in words(answer).lower()


def test_two_assign_the_same_client(chain: Street) -> None:
    femke, mogens = (
        desk(each) for each in (chain.femke, a_user(chain.balans, "Mogens Friis", Role.MANDATE_MANAGER))
    )
    mandate = offered(chain)
    Mandate.objects.update(accepted=True)
    for _turn in range(TURNS):
        user = a_user(chain.balans, f"Ny {dice.reference()}")
        cells = {"service": "portal", "client": mandate.ref, "user": user.ref, "right": VIEW}
        more = cells | {"right": EDIT}
        first, second = (field(femke.post("/clients/", each), "seen") for each in (cells, more))

        answers = both(
            lambda: femke.post("/clients/", cells | {"seen": first}),  # noqa: B023 - at once, in this turn
            lambda: mogens.post("/clients/", more | {"seen": second}),  # noqa: B023 - at once, in this turn
        )

        assert told(answers) == [302, 409]
        late = next(answer for answer in answers if answer.status_code == 409)
        assert "Somebody changed one of these cells" in words(late)
        assert Assignment.objects.filter(user=user).count() == 1


def test_somebody_is_put_in_a_group_while_it_is_closed(home: Town) -> None:
    mette, rikke = desk(home.mette), desk(home.rikke)
    for _turn in range(TURNS):
        group = a_group(mette, f"Team {dice.reference()}", home.people.bodil)
        give(mette, group, KOMMUNAL)
        user = a_user(home.people.organisation, f"Ny {dice.reference()}", department=home.people.jobcenter)

        closed, added = both(
            lambda: mette.post(f"/groups/{group.ref}/close/"),  # noqa: B023 - at once, in this turn
            lambda: rikke.post(f"/groups/{group.ref}/add/", {"user": [user.ref]}),  # noqa: B023 - this turn
        )

        assert closed.status_code == 302
        assert added.status_code == 302 or "not any more" in words(added)
        assert Member.objects.filter(user=user).exists() == (added.status_code == 302)
        assert not may(user, KOMMUNAL), "nothing outlives its ground"
        assert not Assignment.objects.filter(user=user, state="active").exists()


def test_two_decide_one_request(home: Town) -> None:
    mette, rikke = desk(home.mette), desk(home.rikke)
    for _turn in range(TURNS):
        user = a_user(home.people.organisation, f"Ny {dice.reference()}", department=home.people.jobcenter)
        row = asks(user)
        at = f"/requests/{row.ref}/"

        approved, refused = both(
            lambda: mette.post(f"{at}approve/"),  # noqa: B023 - at once, in this turn
            lambda: rikke.post(f"{at}refuse/", {"answer": "Not now."}),  # noqa: B023 - at once, in this turn
        )

        assert [approved.status_code, refused.status_code].count(302) == 1
        state = RightRequest.objects.get(pk=row.pk).state
        assert state == ("approved" if approved.status_code == 302 else "refused")
        assert may(user, KOMMUNAL) == (approved.status_code == 302)
        late = refused if approved.status_code == 302 else approved
        assert late.status_code in {403, 409}
        assert len(words(late)) > 40

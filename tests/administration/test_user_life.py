"""Stories of a user's life after creation: who changed it, when and why (B15)."""

from collections.abc import Iterator
from typing import Final

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit import queries as log
from fuldmagt.audit.events import Event
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import STEPS, Role, UserState, UserStep, after
from fuldmagt.vocabulary.refusals import Refusal
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import links, words
from tests.cast import Nordby
from tests.conftest import MONDAY

pytestmark = pytest.mark.requirement("B15")

BY_HAND = (UserStep.SUSPEND, UserStep.RESUME, UserStep.LOCK, UserStep.UNLOCK, UserStep.CLOSE)


# Where each step leads, written down a second time. What is not here cannot happen.
LEADS: Final[dict[tuple[str, str], str]] = {
    ("imported", "invite"): "invited",
    ("imported", "close"): "closed",
    ("invited", "invite"): "invited",
    ("invited", "wait"): "waiting",
    ("invited", "confirm_identity"): "identity_confirmed",
    ("invited", "close"): "closed",
    ("waiting", "invite"): "invited",
    ("waiting", "close"): "closed",
    ("identity_confirmed", "confirm_identity"): "identity_confirmed",
    ("identity_confirmed", "invite"): "identity_confirmed",
    ("identity_confirmed", "activate"): "active",
    ("identity_confirmed", "close"): "closed",
    ("active", "suspend"): "suspended",
    ("active", "lock"): "locked",
    ("active", "close"): "closed",
    ("suspended", "resume"): "active",
    ("suspended", "close"): "closed",
    ("locked", "unlock"): "active",
    ("locked", "suspend"): "suspended",
    ("locked", "close"): "closed",
}


def test_a_users_life_has_these_states_and_steps() -> None:
    assert {(state.value, step.value): to.value for (state, step), to in STEPS.items()} == LEADS
    assert {state.value for state in UserState} == {state for state, _ in LEADS} | {"closed"}
    assert {step.value for step in UserStep} == {step for _, step in LEADS}


def test_nothing_leads_out_of_closed() -> None:
    assert not [step for state, step in LEADS if state == "closed"]
    for step in UserStep:
        assert isinstance(after(UserState.CLOSED, step), Refusal)


def in_state(nordby: Nordby, state: UserState) -> BusinessUser:
    return cast.a_user(nordby.organisation, f"Person {state.value}", state=state)


def every_step() -> Iterator[tuple[UserState, UserStep]]:
    for state in UserState:
        for step in BY_HAND:
            yield state, step


@pytest.mark.parametrize(("state", "step"), list(every_step()))
def test_a_step_leads_where_the_table_says_and_nowhere_else(
    mette: Client, nordby: Nordby, state: UserState, step: UserStep
) -> None:
    user = in_state(nordby, state)
    path = f"/users/{user.ref}/steps/{step.value}/"
    offered = path in links(mette.get(f"/users/{user.ref}/"))

    asked, done = mette.get(path), mette.post(path, {"reason": "Because"})

    user.refresh_from_db()
    leads_to = LEADS.get((state.value, step.value))
    assert user.state == (leads_to or state)
    assert offered == (leads_to is not None)
    assert (asked.status_code, done.status_code) == ((200, 302) if leads_to else (403, 403))


def test_a_suspended_user_is_out_at_the_next_click(mette: Client, at: At, nordby: Nordby) -> None:
    grethe = cast.a_user(nordby.organisation, "Grethe Anden", Role.USER_ADMINISTRATOR)
    hers = at(grethe)
    assert hers.get("/users/").status_code == 200

    mette.post(f"/users/{grethe.ref}/steps/suspend/")

    assert hers.get("/users/").status_code == 302


@pytest.mark.parametrize(
    ("before", "step", "after", "event"),
    [
        ("active", "suspend", "suspended", "user.suspended"),
        ("suspended", "resume", "active", "user.resumed"),
        ("active", "lock", "locked", "user.locked"),
        ("locked", "unlock", "active", "user.unlocked"),
        ("active", "close", "closed", "user.closed"),
    ],
)
def test_each_step_has_its_who_when_and_why(
    mette: Client,
    nordby: Nordby,
    clock: time_machine.Traveller,
    before: str,
    step: str,
    after: str,
    event: str,
) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=before)

    mette.post(f"/users/{nordby.anna.ref}/steps/{step}/", {"reason": "Left for Sydby"})

    (entry,) = log.of_subject(nordby.anna.ref, organisation=nordby.organisation.ref)
    assert (entry.event, entry.actor, entry.at) == (event, nordby.mette.ref, MONDAY)
    assert (entry.facts["before"], entry.facts["after"]) == (before, after)
    assert log.personal(entry) == {"reason": "Left for Sydby"}
    assert "Sydby" not in str(entry.facts)


def test_closing_withdraws_the_roles(mette: Client, nordby: Nordby) -> None:
    grethe = cast.a_user(nordby.organisation, "Grethe Anden", Role.AUDITOR, Role.PAYROLL)
    mette.post(f"/users/{grethe.ref}/steps/close/")
    assert not RoleHeld.objects.filter(user=grethe).exists()
    (entry,) = log.of_subject(grethe.ref, organisation=nordby.organisation.ref)
    assert entry.facts["roles_withdrawn"] == ["auditor", "payroll"]


def test_a_closed_users_id_is_never_given_again(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/steps/close/")
    nordby.anna.refresh_from_db()
    assert nordby.anna.user_id == "anna.holmstrup.nordby"


def test_closing_offers_the_milder_way(mette: Client, nordby: Nordby) -> None:
    page = mette.get(f"/users/{nordby.anna.ref}/steps/close/")
    assert f"/users/{nordby.anna.ref}/steps/suspend/" in links(page)


def test_asking_changes_nothing(mette: Client, nordby: Nordby) -> None:
    mette.get(f"/users/{nordby.anna.ref}/steps/close/")
    nordby.anna.refresh_from_db()
    assert nordby.anna.state == UserState.ACTIVE


def test_each_change_of_state_counts_for_decisions_at_once(mette: Client, nordby: Nordby) -> None:
    for step in ("suspend", "resume", "lock", "unlock", "close"):
        before = nordby.organisation.revision
        mette.post(f"/users/{nordby.anna.ref}/steps/{step}/")
        nordby.organisation.refresh_from_db()
        assert nordby.organisation.revision > before, step


def test_a_step_that_does_not_exist_is_not_found(mette: Client, nordby: Nordby) -> None:
    for word in ("activate", "explode", "invite"):
        assert mette.post(f"/users/{nordby.anna.ref}/steps/{word}/").status_code == 404


def test_a_refused_step_is_on_record(mette: Client, nordby: Nordby) -> None:
    RoleHeld.objects.create(user=nordby.mette, role=Role.AUDITOR, given_at=cast.NEW_YEAR, given_by="x")
    answer = mette.post(f"/users/{nordby.birthe.ref}/steps/close/")

    assert "This is the only organisation administrator there is." in words(answer)
    (entry,) = log.of_subject(nordby.birthe.ref, organisation=nordby.organisation.ref)
    assert (entry.event, entry.outcome) == (Event.USER_CLOSED, "last_administrator")

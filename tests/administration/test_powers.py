"""No role can do what its row does not say; tests/powers asks every address for every role (A5)."""

from typing import Final

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.models import BusinessUser, Department, Organisation, RoleHeld
from fuldmagt.organisations.rules import POWERS, Deed, Role, may
from tests import cast
from tests.administration import foreign
from tests.administration.conftest import At
from tests.administration.test_tenants import WORDS
from tests.cast import Nordby
from tests.powers.examples import every_address

pytestmark = pytest.mark.requirement("A5")

READING: Final = {"see_overview", "see_users", "see_rights", "see_mandates", "see_events", "ask_why"}

# Which role holds which powers, written down a second time: a power that moves has to move here too.
HELD: Final[dict[str, set[str]]] = {
    "organisation_administrator": READING
    | {"manage_organisation", "manage_roles", "manage_systems", "see_costs"},
    "user_administrator": READING | {"manage_users"},
    "rights_administrator": READING | {"manage_rights", "run_reviews"},
    "mandate_manager": {"see_overview", "see_mandates", "manage_mandates", "see_costs"},
    "permit_controller": {"see_overview"},
    "department_leader": {"see_overview", "see_department"},
    "payroll": {"see_overview"},
    "auditor": READING | {"see_costs"},
    "provider_administrator": {"see_overview", "manage_provider"},
    "platform_operator": {"operate_platform"},
}

PATHS = sorted(every_address())


def test_each_role_holds_just_these_powers() -> None:
    assert {role.value: {deed.value for deed in deeds} for role, deeds in POWERS.items()} == HELD
    assert {deed.value for deed in Deed} == set().union(*HELD.values())


@pytest.mark.parametrize("role", [role for role in Role if not may({role}, Deed.MANAGE_USERS)])
def test_without_the_power_over_users_nothing_of_them_changes(at: At, nordby: Nordby, role: Role) -> None:
    someone = at(cast.a_user(nordby.organisation, "Someone", role))
    before = list(BusinessUser.objects.values().order_by("pk"))
    for path in PATHS:
        if path.startswith("/users/"):
            values = dict.fromkeys(foreign.holes(path), nordby.anna.ref)
            for word in foreign.each_word(path, WORDS["word"]):
                someone.post(foreign.filled(path, values | {"word": word}), {"name": "Changed", "version": 1})
    assert list(BusinessUser.objects.values().order_by("pk")) == before


@pytest.mark.parametrize("role", [role for role in Role if not may({role}, Deed.MANAGE_ORGANISATION)])
def test_without_the_power_over_the_organisation_nothing_of_it_changes(
    at: At, nordby: Nordby, role: Role
) -> None:
    someone = at(cast.a_user(nordby.organisation, "Someone", role))
    tables = (Organisation, Department, RoleHeld)
    before = [list(table._default_manager.values().order_by("pk")) for table in tables]
    for path in PATHS:
        if path.startswith(("/organisation/", "/departments/", "/roles/")):
            values = dict.fromkeys(foreign.holes(path), nordby.jobcenter.ref)
            values |= {"role": "organisation_administrator"}
            typed = {"name": "Changed", "category": "company", "who": nordby.anna.email, "role": "auditor"}
            someone.post(foreign.filled(path, values), typed | {"four_eyes": "on", "suspend": "on"})
    assert [list(table._default_manager.values().order_by("pk")) for table in tables] == before


def test_what_the_door_kept_out_is_on_record_and_a_look_is_not(at: At, nordby: Nordby) -> None:
    anna = at(nordby.anna)
    anna.get("/users/new/")
    anna.post("/users/new/", {"name": "Accomplice"})
    (entry,) = PendingEntry.objects.filter(organisation=nordby.organisation.ref)
    assert (entry.event, entry.actor, entry.outcome) == ("deed.refused", nordby.anna.ref, "not_permitted")
    assert entry.facts == {"refused_about": "manage_users"}

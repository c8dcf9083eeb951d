"""No role can do what its row does not say: every role at every page of administration (A5)."""

from typing import Final

import pytest
from django.urls import get_resolver

from fuldmagt.audit.models import PendingEntry
from fuldmagt.config.checks import views
from fuldmagt.organisations.models import BusinessUser, Department, Organisation, RoleHeld
from fuldmagt.organisations.rules import POWERS, Deed, Role, may
from tests import cast
from tests.administration import foreign
from tests.administration.conftest import At
from tests.administration.pages import words
from tests.administration.test_tenants import WORDS, own
from tests.cast import Nordby

pytestmark = pytest.mark.requirement("A5")

D, R = Deed, Role

# Who may do what, written down a second time and read by people; a page that is missing here fails.
PAGES: Final[dict[str, Deed]] = {
    "/users/": D.SEE_USERS,
    "/users/on-the-way/": D.SEE_USERS,
    "/users/rights/": D.SEE_USERS,
    "/users/download.csv": D.SEE_USERS,
    "/users/new/": D.MANAGE_USERS,
    "/users/<ref:ref>/": D.SEE_USERS,
    "/users/<ref:ref>/code/": D.MANAGE_USERS,
    "/users/<ref:ref>/letter/": D.MANAGE_USERS,
    "/users/<ref:ref>/invite/": D.MANAGE_USERS,
    "/users/<ref:ref>/resend/": D.MANAGE_USERS,
    "/users/<ref:ref>/new-code/": D.MANAGE_USERS,
    "/users/<ref:ref>/means/": D.SEE_USERS,
    "/users/<ref:ref>/means/order/": D.MANAGE_USERS,
    "/users/<ref:ref>/means/recover/": D.MANAGE_USERS,
    "/users/<ref:ref>/means/let-on/": D.MANAGE_USERS,
    "/users/<ref:ref>/means/assign/": D.MANAGE_USERS,
    "/users/<ref:ref>/means/<ref:means>/<slug:word>/": D.MANAGE_USERS,
    "/users/<ref:ref>/way/": D.SEE_USERS,
    "/users/<ref:ref>/way/send/": D.MANAGE_USERS,
    "/users/<ref:ref>/way/wait/": D.MANAGE_USERS,
    "/users/<ref:ref>/way/leave/": D.MANAGE_USERS,
    "/users/<ref:ref>/take-over/": D.MANAGE_USERS,
    "/users/<ref:ref>/events/": D.SEE_EVENTS,
    "/users/<ref:ref>/orders/": D.SEE_USERS,
    "/users/<ref:ref>/rights/": D.SEE_RIGHTS,
    "/users/<ref:ref>/steps/<slug:word>/": D.MANAGE_USERS,
    "/users/<ref:ref>/employments/new/": D.MANAGE_USERS,
    "/orders/<ref:ref>/send/": D.MANAGE_USERS,
    "/orders/<ref:ref>/": D.SEE_USERS,
    "/orders/<ref:ref>/assign/": D.MANAGE_USERS,
    "/orders/<ref:ref>/moves/<slug:word>/": D.MANAGE_USERS,
    "/stock/": D.SEE_USERS,
    "/stock/new/": D.MANAGE_USERS,
    "/stock/files/<ref:ref>/": D.MANAGE_USERS,
    "/stock/files/<ref:ref>/confirm/": D.MANAGE_USERS,
    "/stock/files/<ref:ref>/discard/": D.MANAGE_USERS,
    "/departments/": D.SEE_USERS,
    "/departments/mine/": D.SEE_DEPARTMENT,
    "/departments/new/": D.MANAGE_ORGANISATION,
    "/departments/<ref:ref>/": D.SEE_USERS,
    "/departments/<ref:ref>/change/": D.MANAGE_ORGANISATION,
    "/departments/<ref:ref>/close/": D.MANAGE_ORGANISATION,
    "/departments/<ref:ref>/employments/new/": D.MANAGE_USERS,
    "/employments/<ref:ref>/": D.MANAGE_USERS,
    "/employments/<ref:ref>/end/": D.MANAGE_USERS,
    "/roles/": D.SEE_USERS,
    "/roles/give/": D.MANAGE_ROLES,
    "/roles/<ref:ref>/<slug:role>/withdraw/": D.MANAGE_ROLES,
    "/costs/": D.SEE_COSTS,
    "/costs/<int:year>/": D.SEE_COSTS,
    "/costs/<int:year>/lines.csv": D.SEE_COSTS,
    "/costs/<int:year>/print/": D.SEE_COSTS,
    "/systems/": D.SEE_USERS,
    "/systems/new/": D.MANAGE_SYSTEMS,
    "/systems/<ref:ref>/": D.SEE_USERS,
    "/systems/<ref:ref>/change/": D.MANAGE_SYSTEMS,
    "/systems/<ref:ref>/stop/": D.MANAGE_SYSTEMS,
    "/systems/<ref:ref>/start/": D.MANAGE_SYSTEMS,
    "/systems/<ref:ref>/close/": D.MANAGE_SYSTEMS,
    "/groups/": D.SEE_RIGHTS,
    "/groups/new/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/": D.SEE_RIGHTS,
    "/groups/<ref:ref>/change/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/close/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/add/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/members/<ref:user>/remove/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/give/": D.MANAGE_RIGHTS,
    "/groups/<ref:ref>/rights/<ref:source>/end/": D.MANAGE_RIGHTS,
    "/events/": D.SEE_EVENTS,
    "/events/refused": D.SEE_EVENTS,
    "/why/": D.ASK_WHY,
    "/acting/": D.SEE_MANDATES,
    "/acting/people/": D.SEE_RIGHTS,
    "/acting/people/download.csv": D.SEE_RIGHTS,
    "/acting/others/": D.SEE_MANDATES,
    "/acting/others/download.csv": D.SEE_MANDATES,
    "/acting/clients/": D.SEE_MANDATES,
    "/acting/clients/download.csv": D.SEE_MANDATES,
    "/acting/endings/": D.SEE_MANDATES,
    "/acting/endings/download.csv": D.SEE_MANDATES,
    "/acting/picture/": D.SEE_MANDATES,
    "/acting/picture/data.json": D.SEE_MANDATES,
    "/organisation/": D.SEE_OVERVIEW,
    "/organisation/change/": D.MANAGE_ORGANISATION,
    "/organisation/fetch/": D.MANAGE_ORGANISATION,
    "/organisation/authority/": D.MANAGE_ORGANISATION,
    "/organisation/numbers/": D.MANAGE_ORGANISATION,
    "/organisation/numbers/<str:written>/remove/": D.MANAGE_ORGANISATION,
    "/organisation/settings/": D.MANAGE_ORGANISATION,
    "/organisation/settings/four-eyes/": D.MANAGE_ORGANISATION,
    "/organisation/settings/right-to-work/": D.MANAGE_ORGANISATION,
    "/organisation/settings/shared-means/": D.MANAGE_ORGANISATION,
    "/organisation/orders/": D.SEE_USERS,
    "/mandates/": D.SEE_MANDATES,
    "/mandates/received/": D.SEE_MANDATES,
    "/mandates/new/": D.MANAGE_MANDATES,
    "/mandates/asked/": D.SEE_MANDATES,
    "/mandates/asked/<ref:ref>/decline/": D.MANAGE_MANDATES,
    "/mandates/ask/": D.MANAGE_MANDATES,
    "/mandates/asking/": D.SEE_MANDATES,
    "/mandates/asking/<ref:ref>/remind/": D.MANAGE_MANDATES,
    "/mandates/asking/<ref:ref>/withdraw/": D.MANAGE_MANDATES,
    "/mandates/<ref:ref>/": D.SEE_MANDATES,
    "/mandates/<ref:ref>/answer/": D.MANAGE_MANDATES,
    "/mandates/<ref:ref>/change/": D.MANAGE_MANDATES,
    "/mandates/<ref:ref>/renew/": D.MANAGE_MANDATES,
    "/mandates/<ref:ref>/end/": D.MANAGE_MANDATES,
    "/grants/": D.SEE_MANDATES,
    "/grants/received/": D.SEE_MANDATES,
    "/grants/<ref:ref>/": D.SEE_MANDATES,
    "/grants/<ref:ref>/change/": D.MANAGE_MANDATES,
    "/grants/<ref:ref>/remind/": D.MANAGE_MANDATES,
    "/grants/<ref:ref>/end/": D.MANAGE_MANDATES,
    "/clients/": D.SEE_MANDATES,
}
SAVES: Final[dict[str, Deed]] = {
    "/users/<ref:ref>/": D.MANAGE_USERS,
    "/users/<ref:ref>/rights/": D.MANAGE_RIGHTS,
    "/clients/": D.MANAGE_MANDATES,
}
"""Pages that more may read than may change."""

READING: Final = {"see_overview", "see_users", "see_rights", "see_mandates", "see_events", "ask_why"}

# Which role holds which powers, written down a second time: a power that moves has to move here too.
HELD: Final[dict[str, set[str]]] = {
    "organisation_administrator": READING
    | {"manage_organisation", "manage_roles", "manage_systems", "see_costs"},
    "user_administrator": READING | {"manage_users"},
    "rights_administrator": READING | {"manage_rights"},
    "mandate_manager": {"see_overview", "see_mandates", "manage_mandates", "see_costs"},
    "permit_controller": {"see_overview"},
    "department_leader": {"see_overview", "see_department"},
    "payroll": {"see_overview"},
    "auditor": READING | {"see_costs"},
    "provider_administrator": {"see_overview", "manage_provider"},
    "platform_operator": {"operate_platform"},
}

ROOMS = (
    "/users/",
    "/events/",
    "/why/",
    "/acting/",
    "/orders/",
    "/stock/",
    "/departments/",
    "/groups/",
    "/employments/",
    "/roles/",
    "/systems/",
    "/costs/",
    "/organisation/",
    "/mandates/",
    "/grants/",
    "/clients/",
)
NOT_BY_ROLE: Final = {"/grants/new/", "/grants/confirm/<str:token>/"}
"""What is opened by holding a right, as the law judges it, or by the link in a mail."""


def test_each_role_holds_just_these_powers() -> None:
    assert {role.value: {deed.value for deed in deeds} for role, deeds in POWERS.items()} == HELD
    assert {deed.value for deed in Deed} == set().union(*HELD.values())


def test_every_page_of_administration_is_written_down() -> None:
    found = {path for path, _view in views(get_resolver().url_patterns) if path.startswith(ROOMS)}
    assert found - NOT_BY_ROLE == set(PAGES)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_others(at: At, nordby: Nordby, role: Role) -> None:
    someone = at(cast.a_user(nordby.organisation, "Someone", role))
    ours = own(nordby)
    for path, reading in PAGES.items():
        values = dict.fromkeys(foreign.holes(path), ours[0])
        values |= {"word": WORDS["word"][0], "role": "auditor", "means": ours[-1], "written": "nl:kvk:1"}
        values |= {"year": "2026"}
        for ask in (someone.get, someone.post):
            deed = SAVES.get(path, reading) if ask == someone.post else reading
            answer = ask(foreign.filled(path, values))
            kept_out = answer.status_code == 403 and "Your roles do not include this." in words(answer)
            assert kept_out == (deed not in POWERS[role]), (path, ask)


@pytest.mark.parametrize("role", [role for role in Role if not may({role}, Deed.MANAGE_USERS)])
def test_without_the_power_over_users_nothing_of_them_changes(at: At, nordby: Nordby, role: Role) -> None:
    someone = at(cast.a_user(nordby.organisation, "Someone", role))
    before = list(BusinessUser.objects.values().order_by("pk"))
    for path in PAGES:
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
    for path in PAGES:
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

"""A service looks for whom a person may act: the same answers as asking one by one, page by page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from fuldmagt.catalogue.models import Right, Service
from fuldmagt.clients.models import Client as Application
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import Branch, BusinessUser, Organisation
from tests.api.conftest import BENCH, PORTAL, Ask, basic
from tests.by_hand import changed
from tests.conftest import MONDAY
from tests.decisions.cast import ANNA, BAKERY, BALANS, DE_KORREL, EDIT, JONAS, KOMMUNAL, VIEW

AT_LEVEL = {"assurance": "substantial", "means": "app"}
Search = Callable[..., Any]


@pytest.fixture
def searching(client: Client) -> Search:
    """Search through the door: `searching(user, right, kind, context...)`, as bench unless told otherwise."""

    def look(
        user: str,
        right: str,
        kind: str = "organisation",
        *,
        by: tuple[str, str] = BENCH,
        page: dict[str, Any] | None = None,
        **context: Any,
    ) -> Any:
        body = {
            "subject": {"type": "user", "id": user},
            "action": {"name": right},
            "resource": {"type": kind, "id": "passed over"},
            "context": AT_LEVEL | context,
        }
        sent = {"Authorization": basic(*by)}
        body |= {} if page is None else {"page": page}
        return client.post("/access/v1/search/resource", body, content_type="application/json", headers=sent)

    return look


@pytest.fixture
def clients() -> list[str]:
    """Seven more companies that mandate Balans, which lets Jonas act for them; each has a branch."""
    receiver = Organisation.objects.get(ref=BALANS)
    jonas, view = BusinessUser.objects.get(ref=JONAS), Right.objects.get(ref=VIEW)
    refs = [f"nl:kvk:9000010{n}" for n in range(7)]
    for n, ref in enumerate(refs):
        giver = Organisation.objects.create(
            ref=ref, name=f"Client {n}", category="company", state="represented", joined_at=MONDAY
        )
        Branch.objects.create(ref=f"nl:vestiging:00009000010{n}", organisation=giver, name="Shop")
        Service.objects.get(ref="portal").customers.add(giver)
        since = MONDAY - timedelta(days=9)
        mandate = Mandate.objects.create(
            ref=f"mandate-{n}", giver=giver, receiver=receiver, accepted=True, starts_at=since
        )
        mandate.rights.add(view)
        Assignment.objects.create(
            ref=f"client-{n}", user=jonas, right=view, organisation=giver, mandate=mandate, starts_at=since
        )
    return refs


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [each["id"] for each in response.json()["results"]]


@pytest.mark.requirement("F1", "X1")
def test_a_service_learns_for_whom_a_person_may_act(searching: Search, clients: list[str]) -> None:
    response = searching(JONAS, VIEW)
    assert ids(response) == sorted([DE_KORREL, BALANS, *clients])
    assert {each["type"] for each in response.json()["results"]} == {"organisation"}
    assert response.json()["page"] == {"next_token": "", "count": 9, "total": 9}
    assert ids(searching(JONAS, EDIT)) == [BALANS]
    assert ids(searching(JONAS, VIEW, "branch"))[0] == BAKERY
    assert ids(searching(JONAS, VIEW, assurance="low")) == []


@pytest.mark.requirement("X1")
def test_a_search_finds_what_asking_one_by_one_would(
    searching: Search, evaluate: Ask, clients: list[str]
) -> None:
    Mandate.objects.filter(ref="mandate-2").update(state="revoked")
    Assignment.objects.filter(ref="client-4").update(ends_at=MONDAY - timedelta(days=1))
    changed()
    everyone = sorted(Organisation.objects.values_list("ref", flat=True))
    for user in (ANNA, JONAS):
        for right in (VIEW, EDIT, KOMMUNAL):
            asked: list[Any] = [(each, evaluate(user, right, each, **AT_LEVEL)) for each in everyone]
            allowed = [each for each, answer in asked if answer.json()["decision"]]
            assert ids(searching(user, right)) == allowed, (user, right)
    shops = sorted(Branch.objects.values_list("ref", flat=True))
    open_to: list[Any] = [(each, evaluate(JONAS, VIEW, branch=each, **AT_LEVEL)) for each in shops]
    allowed = [each for each, answer in open_to if answer.json()["decision"]]
    assert ids(searching(JONAS, VIEW, "branch")) == allowed


@pytest.mark.requirement("X1")
def test_pages_follow_one_another_while_the_world_changes(
    searching: Search, clients: list[str], clock: time_machine.Traveller
) -> None:
    """Nothing that stays allowed is missed or told twice; what is taken away is told no more."""
    response = searching(JONAS, VIEW, page={"limit": 4})
    seen = ids(response)
    assert seen[0] == DE_KORREL
    assert len(seen) == response.json()["page"]["count"] == 4
    Assignment.objects.filter(ref__in=["a2", "client-6"]).update(state="revoked")
    changed()
    clock.shift(timedelta(minutes=20))
    while token := response.json()["page"]["next_token"]:
        response = searching(JONAS, VIEW, page={"limit": 4, "token": token})
        seen += ids(response)
        assert "context" not in response.json(), "a later page is no simulation"
    assert seen == sorted([DE_KORREL, BALANS, *clients[:-1]])


@pytest.mark.requirement("X1")
def test_a_page_token_is_good_for_its_own_search_and_caller(
    searching: Search, clients: list[str], portal_app: Application, clock: time_machine.Traveller
) -> None:
    portal_app.scopes = ["access:search"]
    portal_app.save()
    token = searching(JONAS, VIEW, page={"limit": 4}).json()["page"]["next_token"]
    page = {"limit": 4, "token": token}
    wrong = [
        searching(ANNA, VIEW, page=page),
        searching(JONAS, EDIT, page=page),
        searching(JONAS, VIEW, "branch", page=page),
        searching(JONAS, VIEW, page=page, means="chip"),
        searching(JONAS, VIEW, page=page, by=PORTAL),
        searching(JONAS, VIEW, page={"token": token + "x"}),
        searching(JONAS, VIEW, page={"token": "made-up"}),
    ]
    assert [each.status_code for each in wrong] == [400] * len(wrong)
    assert searching(JONAS, VIEW, page=page).status_code == 200
    clock.shift(timedelta(hours=2))
    assert searching(JONAS, VIEW, page=page).status_code == 400


@pytest.mark.requirement("X1")
@pytest.mark.parametrize(("user", "right"), [("nobody", VIEW), (JONAS, "portal:nothing"), ("u2'--", VIEW)])
def test_what_is_not_known_gives_an_empty_list(searching: Search, user: str, right: str) -> None:
    assert ids(searching(user, right)) == []
    assert ids(searching(user, right, "branch")) == []


@pytest.mark.requirement("X1")
def test_a_provider_searches_its_own_services_with_the_scope_for_it(
    searching: Search, portal_app: Application
) -> None:
    assert searching(JONAS, VIEW, by=PORTAL).status_code == 403, "it may ask, not search"
    portal_app.scopes = ["access:search"]
    portal_app.save()
    assert ids(searching(JONAS, VIEW, by=PORTAL)) == [DE_KORREL, BALANS]
    for right in (KOMMUNAL, "not-there:at-all"):
        assert searching(ANNA, right, by=PORTAL).status_code == 403
    later = (MONDAY + timedelta(days=400)).isoformat()
    assert searching(JONAS, VIEW, by=PORTAL, time=later).status_code == 403
    assert searching(JONAS, VIEW, by=("portal-app", "guessed")).status_code == 401


@pytest.mark.requirement("X1")
def test_another_time_is_marked_as_a_simulation(searching: Search) -> None:
    later = searching(JONAS, VIEW, time=(MONDAY + timedelta(days=400)).isoformat())
    assert ids(later) == [BALANS]
    assert later.json()["context"] == {"simulation": True}


@pytest.mark.parametrize(
    "page", [{"limit": 0}, {"limit": "four"}, {"token": 4}, [], {"limit": 4, "token": None}, "next"]
)
def test_a_page_of_another_shape_is_a_bad_request(searching: Search, page: Any) -> None:
    assert searching(JONAS, VIEW, page=page).status_code == 400


def test_the_metadata_names_the_search(client: Client) -> None:
    told = client.get("/.well-known/authzen-configuration").json()
    assert told["search_resource_endpoint"] == "http://localhost:8000/access/v1/search/resource"

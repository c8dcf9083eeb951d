"""A service looks for users and for rights: the same answers as asking one by one, page by page."""

import json
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from fuldmagt.catalogue.models import Right
from fuldmagt.clients.models import Client as Application
from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.organisations.models import Branch, BusinessUser, Organisation
from fuldmagt.vocabulary.refusals import Refusal
from tests import effort
from tests.api.conftest import AT_LEVEL, PORTAL, Ask, asked
from tests.by_hand import changed
from tests.conftest import MONDAY
from tests.decisions.cast import (
    ANNA,
    BAKERY,
    BALANS,
    DE_KORREL,
    EDIT,
    HARBOUR,
    JONAS,
    KOMMUNAL,
    NORDBY,
    VIEW,
    plain,
)
from tests.decisions.worlds import Json, a_question, a_world

pytestmark = pytest.mark.requirement("X1")


def found(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [each.get("id") or each["name"] for each in response.json()["results"]]


def search(
    post: Ask, what: str, user: str, right: str, place: str, kind: str = "organisation", **more: Any
) -> Any:
    """Look for the subject or the action of a question."""
    question = asked(user, right, place, kind, context=AT_LEVEL) | more
    if what == "action":
        del question["action"]
    return post(f"search/{what}", question)


def test_a_service_learns_who_may_act_for_a_client(post: Ask) -> None:
    response = search(post, "subject", "passed over", VIEW, DE_KORREL)

    assert response.json() == {
        "page": {"next_token": "", "count": 1, "total": 1},
        "results": [{"type": "user", "id": JONAS}],
    }
    assert found(search(post, "subject", "", VIEW, BAKERY, "branch")) == [JONAS]
    assert found(search(post, "subject", "", KOMMUNAL, NORDBY)) == [ANNA]
    assert found(search(post, "subject", "", EDIT, DE_KORREL)) == []


def test_a_service_learns_which_rights_a_person_has(post: Ask) -> None:
    response = search(post, "action", JONAS, "", BALANS)

    assert response.json() == {
        "page": {"next_token": "", "count": 2, "total": 2},
        "results": [{"name": EDIT}, {"name": VIEW}],
    }
    assert found(search(post, "action", JONAS, "", DE_KORREL)) == [VIEW]
    assert found(search(post, "action", JONAS, "", BAKERY, "branch")) == [VIEW]
    assert found(search(post, "action", ANNA, "", HARBOUR, "branch")) == [KOMMUNAL]
    assert found(search(post, "action", JONAS, "", BALANS, context={"assurance": "low"})) == []


def test_whoever_holds_a_confirmed_grant_is_found_too(post: Ask) -> None:
    Assignment.objects.filter(ref="a2").delete()
    assert found(search(post, "subject", "", EDIT, DE_KORREL)) == []

    Grant.objects.filter(ref="g1").update(confirmed=True)
    changed()

    assert found(search(post, "subject", "", EDIT, DE_KORREL)) == [JONAS]
    assert found(search(post, "action", JONAS, "", DE_KORREL)) == [EDIT, VIEW]


@pytest.mark.parametrize(
    ("user", "right", "place", "kind"),
    [
        ("nobody", VIEW, "nowhere", "organisation"),
        ("nobody", "portal:nothing", DE_KORREL, "organisation"),
        ("nobody", VIEW, "nowhere", "branch"),
        ("nobody", VIEW, DE_KORREL, "planet"),
        ("nobody", VIEW, DE_KORREL, ""),
    ],
)
def test_what_is_not_known_gives_an_empty_list(
    post: Ask, user: str, right: str, place: str, kind: str
) -> None:
    for what in ("subject", "action"):
        response = search(post, what, user, right, place, kind)
        assert response.json() == {"page": {"next_token": "", "count": 0, "total": 0}, "results": []}


def test_a_kind_that_nobody_is_of_gives_an_empty_list(post: Ask) -> None:
    ship = {"subject": {"type": "spaceship", "id": JONAS}}

    for what in ("subject", "action", "resource"):
        assert found(search(post, what, JONAS, VIEW, DE_KORREL, **ship)) == []
    assert found(search(post, "resource", JONAS, VIEW, DE_KORREL, "planet")) == []


@pytest.mark.parametrize(
    ("what", "missing"),
    [
        ("subject", {"action": None}),
        ("subject", {"subject": {"id": JONAS}}),
        ("subject", {"resource": {"type": "organisation"}}),
        ("resource", {"subject": {"type": "user"}}),
        ("resource", {"resource": {"id": DE_KORREL}}),
        ("resource", {"action": {}}),
        ("action", {"subject": {"type": "user"}}),
        ("action", {"resource": {"type": "organisation"}}),
        ("action", {"resource": {"type": "organisation", "id": ""}}),
        ("action", {"resource": {"type": "organisation", "id": "dk\x00"}}),
        ("action", {"subject": {"type": "user", "id": "\x00"}}),
        ("subject", {"action": {"name": "\x00:"}}),
        ("action", {"context": {"time": "2026-03-02 at nine"}}),
        ("subject", {"page": {"limit": -1}}),
    ],
)
def test_a_search_that_lacks_what_it_starts_from_is_a_bad_request(
    post: Ask, what: str, missing: dict[str, Any]
) -> None:
    response: Any = post(f"search/{what}", asked(JONAS, VIEW, DE_KORREL) | missing)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_provider_hears_of_the_rights_at_its_own_services_alone(post: Ask, portal_app: Application) -> None:
    portal_app.scopes = ["access:search"]
    portal_app.save()
    jonas = BusinessUser.objects.get(ref=JONAS)
    Right.objects.filter(ref="se-sag:sagsbehandler").update(categories=[])
    Assignment.objects.create(
        ref="a9",
        user=jonas,
        right=Right.objects.get(ref="se-sag:sagsbehandler"),
        organisation=Organisation.objects.get(ref=BALANS),
        starts_at=MONDAY - timedelta(days=1),
    )
    question = asked(JONAS, VIEW, BALANS, context=AT_LEVEL)

    everything: Any = post("search/action", question)
    own: Any = post("search/action", question, by=PORTAL)
    others: Any = post("search/subject", question | {"action": {"name": KOMMUNAL}}, by=PORTAL)

    assert found(everything) == [EDIT, VIEW, "se-sag:sagsbehandler"]
    assert found(own) == [EDIT, VIEW]
    assert own.json()["page"]["total"] == 2
    assert others.status_code == 403


def test_another_time_is_searched_by_those_who_may_simulate(post: Ask, portal_app: Application) -> None:
    portal_app.scopes = ["access:search"]
    portal_app.save()
    later = asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL | {"time": "2027-02-01T00:00Z"})

    for what in ("subject", "resource", "action"):
        mine: Any = post(f"search/{what}", later)
        assert mine.json()["context"] == {"simulation": True}
        assert DE_KORREL not in found(mine)
        response: Any = post(f"search/{what}", later, by=PORTAL)
        assert response.status_code == 403


def colleagues(number: int) -> list[str]:
    """So many more users of Balans, each with the right to edit in the portal there."""
    home, edit = Organisation.objects.get(ref=BALANS), Right.objects.get(ref=EDIT)
    users = BusinessUser.objects.bulk_create(
        BusinessUser(ref=f"w{n:05}", organisation=home, state="active", created_at=MONDAY, changed_at=MONDAY)
        for n in range(number)
    )
    Assignment.objects.bulk_create(
        Assignment(
            ref=f"w{n:05}", user=user, right=edit, organisation=home, starts_at=MONDAY - timedelta(days=1)
        )
        for n, user in enumerate(users)
    )
    return [user.ref for user in users]


def test_pages_together_are_the_whole(post: Ask) -> None:
    everybody = sorted([JONAS, *colleagues(7)])
    whole = asked("", VIEW, BALANS)

    response: Any = post("search/subject", whole | {"page": {"limit": 3}})
    seen, sizes = found(response), [len(found(response))]
    while token := response.json()["page"]["next_token"]:
        assert response.json()["page"]["total"] == 8
        response = post("search/subject", whole | {"page": {"token": token}})
        seen += found(response)
        sizes.append(len(found(response)))

    assert seen == everybody
    assert sizes == [3, 3, 2], "as many on each page as the first wanted, said again or not"


def test_a_page_belongs_to_its_own_search(post: Ask) -> None:
    colleagues(3)
    whole = asked("", VIEW, BALANS)
    first: Any = post("search/subject", whole | {"page": {"limit": 2}})
    page = {"page": {"token": first.json()["page"]["next_token"]}}

    right: Any = post("search/subject", whole | {"action": {"name": EDIT}} | page)
    place: Any = post("search/subject", whole | {"resource": {"type": "organisation", "id": NORDBY}} | page)
    kind: Any = post("search/action", asked("u2", VIEW, BALANS) | page)
    limit: Any = post("search/subject", whole | {"page": page["page"] | {"limit": 1}})
    traced: Any = post("search/subject", whole | page | {"context": {"traceparent": "another"}})

    assert [each.status_code for each in (right, place, kind, limit)] == [400] * 4
    assert traced.status_code == 200, "the next page may be asked for in another trace"


@pytest.mark.parametrize("token", ["x", "a:b:c", "\x00", "ø", "🙂:1:2", ":" * 5000, "." * 5000, "e30:1x:y"])
def test_a_made_up_page_is_none(post: Ask, token: str) -> None:
    response: Any = post("search/subject", asked("", VIEW, BALANS) | {"page": {"token": token}})

    assert response.status_code == 400


def test_no_page_is_longer_than_a_thousand(post: Ask) -> None:
    everybody = sorted([JONAS, *colleagues(1001)])

    first: Any = post("search/subject", asked("", VIEW, BALANS) | {"page": {"limit": 10**30}})
    page = {"page": {"token": first.json()["page"]["next_token"]}}
    second: Any = post("search/subject", asked("", VIEW, BALANS) | page)

    assert first.json()["page"]["count"] == 1000
    assert found(first) + found(second) == everybody


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(40_000, 40_000 + effort.of(30)))
def test_each_search_finds_what_asking_one_by_one_finds(post: Ask, seed: int) -> None:
    """Worlds of dice, through the door; several questions at once are how one by one is asked."""
    dice = Random(seed)
    dealt = a_world(dice) | {"clients": plain()["clients"]}
    parsed = world.parse(json.dumps(dealt).encode())
    assert isinstance(parsed, world.World)
    assert not isinstance(load(parsed, replace=True, by="test", at=MONDAY), Refusal)
    for _ in range(3):
        searched(post, a_question(dice, dealt))


def searched(post: Ask, question: Json) -> None:
    kind, place = (
        ("branch", question["branch"]) if question["branch"] else ("organisation", question["organisation"])
    )
    context = {name: question[name] for name in ("assurance", "means")} | {"time": question["at"].isoformat()}
    whole = asked(question["user"], question["right"], place, kind, context=context)
    places = Branch if kind == "branch" else Organisation
    candidates: dict[str, list[Json]] = {
        "subject": [{"type": "user", "id": each} for each in refs(BusinessUser)],
        "action": [{"name": each} for each in refs(Right)],
        "resource": [{"type": kind, "id": each} for each in refs(places)],
    }
    for part, every in candidates.items():
        asking: Any = post("evaluations", whole | {"evaluations": [{part: each} for each in every]})
        answers = asking.json()["evaluations"] if every else []
        allowed = [each for each, answer in zip(every, answers, strict=True) if answer["decision"]]
        looking: Any = post(f"search/{part}", whole)
        assert looking.json()["results"] == allowed, (part, question)


def refs(model: Any) -> list[str]:
    return sorted(model.objects.values_list("ref", flat=True))

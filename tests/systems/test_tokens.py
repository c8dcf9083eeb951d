"""A program acts for its organisation and its clients by the same mandates and the same law (X5)."""

import json
from typing import Any

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.clients.models import Client as Application
from fuldmagt.clients.systems.actions import start, stop
from fuldmagt.decisions.ask import ask, everywhere, organisations
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.models import Assignment, Mandate
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import Level
from tests.by_hand import changed
from tests.cast import acting
from tests.oidc.party import ISSUER, Party
from tests.systems.conftest import World

pytestmark = pytest.mark.requirement("X5")


def details(organisation: str = "", **more: Any) -> str:
    named = {"organisation": organisation} if organisation else {}
    return json.dumps([{"type": f"{ISSUER}/rights", "service": "portal"} | named | more])


def asks(party: Party, **parameters: str) -> tuple[int, dict[str, Any]]:
    answer = party.calls(
        "/oidc/token", **({"grant_type": "client_credentials", "scope": "portal"} | parameters)
    )
    return answer.status_code, answer.json()


def looked_at(world: World, token: str) -> dict[str, Any]:
    """What the provider's own application learns of a token that a program brings."""
    application, _new = Application.objects.get_or_create(
        ref="portal",
        defaults={
            "name": "Portal",
            "provider": world.service.provider,
            "secret_hash": hashes.of_token("s"),
            "scopes": ["access:evaluate"],
        },
    )
    answer = Party(application.ref, secret="s").calls("/oidc/introspect", token=token)
    told: dict[str, Any] = answer.json()
    return told


def test_without_a_right_the_token_is_refused_with_the_reason(world: World) -> None:
    status, told = asks(world.party(world.program()))

    assert status == 400
    assert told["error"] == "invalid_grant"
    assert told["error_description"] == "no_authorisation"
    assert told["reasons"][0]["remedy"] == "ask_rights_administrator"
    assert "Loonpakket" in told["reasons"][0]["message"]


def test_with_a_right_it_acts_for_its_own_organisation(world: World) -> None:
    system = world.program()
    world.gives(system.user, world.view)

    status, told = asks(world.party(system))
    seen = looked_at(world, told["access_token"])

    assert status == 200
    assert "refresh_token" not in told
    assert seen["active"] is True
    assert seen["user"] == system.user.ref
    assert seen["represents"]["sub"] == world.balans.ref
    assert seen["authorization_details"][0]["rights"] == ["portal:view"]
    assert seen["acr"].endswith("substantial")


@pytest.mark.requirement("F4")
def test_with_a_mandate_it_acts_for_a_client_until_the_mandate_ends(world: World) -> None:
    system, mandate = world.program(), world.mandate()
    world.gives(system.user, world.view, mandate=mandate)

    party = world.party(system)
    status, told = asks(party, authorization_details=details(world.korrel.ref))
    assert status == 200
    seen = looked_at(world, told["access_token"])
    assert seen["represents"]["sub"] == world.balans.ref
    assert seen["represents"]["represents"]["sub"] == world.korrel.ref

    Mandate.objects.filter(pk=mandate.pk).update(state="revoked")
    changed()
    assert looked_at(world, told["access_token"]) == {"active": False}
    status, told = asks(party, authorization_details=details(world.korrel.ref))
    assert (status, told["error_description"]) == (400, "chain_revoked")


def test_a_program_that_is_stopped_gets_nothing_and_what_it_had_ends(world: World) -> None:
    system = world.program()
    world.gives(system.user, world.view)
    _, told = asks(world.party(system))

    stop(system.user.ref, by=acting(world.femke), at=clock.now())
    assert asks(world.party(system))[0] == 401
    assert looked_at(world, told["access_token"]) == {"active": False}

    start(system.user.ref, by=acting(world.femke), at=clock.now())
    party = world.party(system)
    party.jtis = 10
    assert asks(party)[0] == 200


@pytest.fixture
def agent(world: World) -> BusinessUser:
    """Jonas's agent, which has been given more than he has."""
    found = world.program("Hulp van Jonas", works_for=world.jonas.ref).user
    world.gives(found, world.edit)
    world.gives(world.jonas, world.view)
    return found


def may(world: World, user: BusinessUser, right: str) -> bool:
    context = Context(clock.now(), clock.now(), Level.SUBSTANTIAL)
    return isinstance(ask(Question(user.ref, right, world.balans.ref, context)), Allowed)


@pytest.mark.requirement("X2")
def test_an_agent_does_no_more_than_the_employee_may(world: World, agent: BusinessUser) -> None:
    assert may(world, agent, "portal:view")
    assert not may(world, agent, "portal:edit")

    context = Context(clock.now(), clock.now(), Level.SUBSTANTIAL)
    assert set(everywhere(agent.ref, context)[world.balans.ref]) == {"portal:view"}
    assert organisations(agent.ref, "portal:edit", context) == ()

    Assignment.objects.filter(user=world.jonas).update(state="revoked")
    changed()
    assert not may(world, agent, "portal:view")


def test_an_agent_stops_with_its_employee(world: World, agent: BusinessUser) -> None:
    party = world.party(agent.system)
    status, told = asks(party)
    assert status == 200
    assert looked_at(world, told["access_token"])["authorization_details"][0]["rights"] == ["portal:view"]

    BusinessUser.objects.filter(pk=world.jonas.pk).update(state=UserState.SUSPENDED)
    changed()

    assert looked_at(world, told["access_token"]) == {"active": False}
    status, told = asks(party)
    assert (status, told["error_description"]) == (400, "user_suspended")


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": ""},
        {"scope": "portal access:evaluate"},
        {"scope": "openid portal"},
        {"scope": "somebody-elses"},
        {"authorization_details": "{}"},
        {"authorization_details": "[" * 5000},
        {"authorization_details": "[1]"},
        {"authorization_details": details(rights=["se-sag:x"])},
        {"authorization_details": details(rights=["portal:nothing"])},
        {"authorization_details": details(rights=[None])},
        {"authorization_details": details("nl:kvk:\x00")},
        {"authorization_details": details("x" * 200)},
        {"authorization_details": details(more="x")},
        {"authorization_details": json.dumps([*json.loads(details("a")), *json.loads(details("b"))])},
    ],
)
def test_a_request_that_is_not_as_it_should_be_is_refused(world: World, wrong: dict[str, str]) -> None:
    system = world.program()
    world.gives(system.user, world.view)

    status, told = asks(world.party(system), **wrong)

    assert status == 400
    assert told["error"] in {"invalid_scope", "invalid_authorization_details"}


def test_a_program_opens_no_door_that_is_for_services(world: World) -> None:
    system = world.program()
    world.gives(system.user, world.view)
    _, told = asks(world.party(system))

    answer = world.party(system).wire.post(
        "/access/v1/evaluation",
        "{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {told['access_token']}"},
    )
    assert answer.status_code in {401, 403}


def test_one_token_is_for_the_services_of_one_provider(world: World) -> None:
    other = Provider.objects.create(ref="skat", name="Skat", sector="tax", state=Provider.State.ADMITTED)
    Service.objects.create(ref="skat", provider=other, name="Skat", data_class="ordinary")
    system = world.program()
    world.gives(system.user, world.view)

    status, told = asks(world.party(system), scope="portal skat")

    assert (status, told["error"]) == (400, "invalid_scope")


@pytest.mark.requirement("F4")
def test_what_a_program_asked_for_and_got_is_on_record_with_both_sides(world: World) -> None:
    system, mandate = world.program(), world.mandate()
    party = world.party(system)
    asks(party, authorization_details=details(world.korrel.ref))
    world.gives(system.user, world.view, mandate=mandate)
    asks(party, authorization_details=details(world.korrel.ref))

    found = PendingEntry.objects.filter(event="tokens.issued", subject=world.korrel.ref).order_by("pk")

    assert [(each.outcome, each.organisation) for each in found] == [
        ("no_authorisation", world.balans.ref),
        ("done", world.balans.ref),
    ]
    assert found[1].facts["rights"] == ["portal:view"]


def test_another_provider_learns_nothing_of_a_token(world: World) -> None:
    system = world.program()
    world.gives(system.user, world.view)
    _, told = asks(world.party(system))
    Application.objects.create(ref="other", name="Other", secret_hash=hashes.of_token("s"), scopes=[])

    assert Party("other", secret="s").calls("/oidc/introspect", token=told["access_token"]).json() == {
        "active": False
    }

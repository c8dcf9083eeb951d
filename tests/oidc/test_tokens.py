"""Tokens: what they say, how they are renewed, and that they end with the ground they stand on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from fuldmagt.clients import actions as clients
from fuldmagt.clients.models import AccessToken, RefreshToken, Session
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary import clock as clocks
from tests import cast
from tests.by_hand import changed
from tests.oidc.conftest import World
from tests.oidc.party import ISSUER, a_party, answer_in, unsigned
from tests.sign_in.people import an_employee

pytestmark = pytest.mark.requirement("X1")


def test_an_access_token_is_one_of_rfc_9068(world: World) -> None:
    access = world.tokens()["access_token"]
    told = world.party.reads(access)
    assert told["iss"] == ISSUER
    assert told["aud"] == [ISSUER, "se-sag"]
    assert told["client_id"] == "se-sag"
    assert told["exp"] - told["iat"] == 600
    assert {"jti", "sub", "scope", "acr", "auth_time"} <= told.keys()
    assert AccessToken.objects.get().ref == told["jti"]
    assert access not in str(AccessToken.objects.values().get())


def test_a_user_has_another_name_at_every_client_and_the_same_at_one(world: World) -> None:
    other = a_party("another")
    first, second = (unsigned(world.tokens()["id_token"])["sub"] for _ in range(2))
    address = world.anna.logs_in(other.address())
    elsewhere = unsigned(other.redeems(answer_in(address)["code"]).json()["id_token"])["sub"]

    assert first == second
    assert elsewhere != first
    for name in (first, elsewhere):
        assert name not in {world.nordby.anna.ref, world.nordby.anna.user_id}


def test_scopes_decide_what_is_told(world: World) -> None:
    little = unsigned(world.tokens(scope="openid")["id_token"])
    assert {"name", "user", "means", "authorization_details"}.isdisjoint(little)
    assert little["represents"]["sub"] == "dk:cvr:20000015"


def test_a_refresh_token_is_exchanged_once_for_new_tokens(world: World) -> None:
    first = world.tokens()
    second = world.party.refreshes(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert world.party.asks_who(second["access_token"]).status_code == 200

    before, after = unsigned(first["id_token"]), unsigned(second["id_token"])
    assert "nonce" not in after
    assert (before["sub"], before["auth_time"], before["sid"]) == (
        after["sub"],
        after["auth_time"],
        after["sid"],
    )


def test_a_refresh_token_that_is_shown_again_ends_the_whole_family(world: World) -> None:
    first = world.tokens()
    second = world.party.refreshes(first["refresh_token"]).json()

    stolen = world.party.refreshes(first["refresh_token"])

    assert stolen.json()["error"] == "invalid_grant"
    assert world.party.refreshes(second["refresh_token"]).json()["error"] == "invalid_grant"
    for access in (first["access_token"], second["access_token"]):
        assert world.party.asks_who(access).status_code == 401


def test_another_client_cannot_use_a_refresh_token_nor_end_it(world: World) -> None:
    tokens = world.tokens()
    assert a_party("another").refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert world.party.refreshes(tokens["refresh_token"]).status_code == 200


def test_a_refresh_can_ask_for_less_and_never_for_more(world: World) -> None:
    tokens = world.tokens(scope="openid se-sag")
    less = world.party.refreshes(tokens["refresh_token"], scope="openid").json()
    assert less["scope"] == "openid"
    more = world.party.refreshes(less["refresh_token"], scope="openid profile se-sag")
    assert more.json()["error"] == "invalid_scope"


@pytest.mark.parametrize(("idle", "status"), [(119, 200), (121, 400)])
def test_a_refresh_token_that_lies_idle_dies(
    world: World, clock: time_machine.Traveller, idle: int, status: int
) -> None:
    refresh = world.tokens()["refresh_token"]
    clock.shift(timedelta(minutes=idle))
    assert world.party.refreshes(refresh).status_code == status


def test_a_session_ends_after_eight_hours_however_often_it_is_refreshed(
    world: World, clock: time_machine.Traveller
) -> None:
    refresh = world.tokens()["refresh_token"]
    for _ in range(5):
        clock.shift(timedelta(minutes=95))
        refresh = world.party.refreshes(refresh).json()["refresh_token"]
    clock.shift(timedelta(minutes=10))
    assert world.party.refreshes(refresh).json()["error"] == "invalid_grant"
    assert RefreshToken.objects.latest("pk").expires_at == Session.objects.get().ends_at


def the_right_is_withdrawn(world: World) -> None:
    Assignment.objects.update(state="revoked")
    changed()


def anna_is_suspended(world: World) -> None:
    BusinessUser.objects.filter(pk=world.nordby.anna.pk).update(state="suspended")
    changed()


def nordby_is_closed(world: World) -> None:
    Organisation.objects.update(state="closed")
    changed()


def her_means_is_removed(world: World) -> None:
    world.nordby.anna.user_means.filter(kind="code_display").delete()
    changed()


def the_client_is_suspended(world: World) -> None:
    clients.suspend("se-sag", by="tests", at=clocks.now())


GROUNDS = [the_right_is_withdrawn, anna_is_suspended, nordby_is_closed, her_means_is_removed]


@pytest.mark.requirement("C4", "B15")
@pytest.mark.parametrize("ground", GROUNDS, ids=lambda each: each.__name__)
def test_nothing_outlives_its_ground(world: World, ground: Callable[[World], None]) -> None:
    tokens = world.tokens()
    access = tokens["access_token"]
    assert world.party.calls("/oidc/introspect", token=access).json()["active"] is True

    ground(world)

    assert world.party.asks_who(access).status_code == 401
    assert world.party.calls("/oidc/introspect", token=access).json() == {"active": False}
    assert world.party.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_code_that_was_given_before_the_right_was_withdrawn_gives_nothing(world: World) -> None:
    code = world.code()
    the_right_is_withdrawn(world)
    assert world.party.redeems(code).json()["error"] == "invalid_grant"


def test_what_a_suspended_client_was_given_is_worth_nothing(world: World) -> None:
    tokens = world.tokens()
    the_client_is_suspended(world)
    assert world.party.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_client"
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert world.party.wire.get(world.party.address()).status_code == 400


def test_a_right_given_meanwhile_comes_along_and_one_withdrawn_does_not(world: World) -> None:
    extra = cast._right(world.se_sag.service, "Læser")
    tokens = world.tokens()
    cast.gives(world.nordby.anna, extra)
    renewed = unsigned(world.party.refreshes(tokens["refresh_token"]).json()["id_token"])
    (detail,) = renewed["authorization_details"]
    assert set(detail["rights"]) == {"se-sag:kommunal-sagsbehandler", extra.ref}

    Assignment.objects.filter(right=world.se_sag.kommunal).update(state="revoked")
    changed()
    (detail,) = world.party.asks_who(tokens["access_token"]).json()["authorization_details"]
    assert detail["rights"] == [extra.ref]


def test_revoking_a_refresh_token_ends_the_family_and_an_access_token_itself_alone(world: World) -> None:
    tokens = world.tokens()
    assert world.party.calls("/oidc/revoke", token=tokens["access_token"]).status_code == 200
    assert world.party.asks_who(tokens["access_token"]).status_code == 401

    renewed = world.party.refreshes(tokens["refresh_token"]).json()
    assert world.party.calls("/oidc/revoke", token=renewed["refresh_token"]).json() == {}
    assert world.party.asks_who(renewed["access_token"]).status_code == 401


def test_revoking_what_is_unknown_or_anothers_says_nothing_and_does_nothing(world: World) -> None:
    tokens, other = world.tokens(), a_party("another")
    for token in (tokens["access_token"], tokens["refresh_token"], "nonsense"):
        answer = other.calls("/oidc/revoke", token=token)
        assert (answer.status_code, answer.json()) == (200, {})
    assert world.party.asks_who(tokens["access_token"]).status_code == 200


def test_introspection_tells_the_own_provider_and_nobody_else(world: World) -> None:
    tokens = world.tokens()
    told = a_party("resource", services=()).calls("/oidc/introspect", token=tokens["access_token"]).json()
    assert told["active"] is True
    assert told["client_id"] == "se-sag"
    assert told["sub"] == unsigned(tokens["id_token"])["sub"]
    stranger = a_party("stranger", provider=None, services=(), scopes=("access:evaluate",))
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert stranger.calls("/oidc/introspect", token=token).json() == {"active": False}


def test_a_refresh_token_is_introspected_while_it_lives(world: World) -> None:
    tokens = world.tokens()
    assert world.party.calls("/oidc/introspect", token=tokens["refresh_token"]).json()["active"] is True
    world.party.refreshes(tokens["refresh_token"])
    assert world.party.calls("/oidc/introspect", token=tokens["refresh_token"]).json()["active"] is False


@pytest.mark.parametrize("endpoint", ["introspect", "revoke"])
def test_a_question_about_no_token_is_a_bad_one(world: World, endpoint: str) -> None:
    assert world.party.calls(f"/oidc/{endpoint}").json()["error"] == "invalid_request"
    odd = world.party.calls(f"/oidc/{endpoint}", token="x", token_type_hint="id_token")
    assert odd.json()["error"] == "unsupported_token_type"


def test_an_id_token_opens_no_door(world: World) -> None:
    tokens = world.tokens()
    assert world.party.asks_who(tokens["id_token"]).status_code == 401
    assert world.party.asks_who(tokens["refresh_token"]).status_code == 401


def test_a_token_in_the_address_is_not_read(world: World) -> None:
    access = world.tokens()["access_token"]
    answer = world.party.wire.get(f"/oidc/userinfo?access_token={access}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_client_gets_a_token_for_itself_and_it_is_no_persons(world: World) -> None:
    decider = a_party("decider", services=(), redirect_uris=(), scopes=("access:evaluate",))
    answer = decider.calls("/oidc/token", grant_type="client_credentials").json()
    assert answer["scope"] == "access:evaluate"
    assert {"refresh_token", "id_token"}.isdisjoint(answer)
    assert world.party.asks_who(answer["access_token"]).status_code == 401
    told = decider.calls("/oidc/introspect", token=answer["access_token"]).json()
    assert (told["sub"], told["active"]) == ("decider", True)


@pytest.mark.parametrize("scope", ["access:search", "openid", "se-sag"])
def test_a_client_gets_no_scope_that_is_not_its_own(world: World, scope: str) -> None:
    decider = a_party("decider", services=(), scopes=("access:evaluate",))
    answer = decider.calls("/oidc/token", grant_type="client_credentials", scope=scope)
    assert answer.json()["error"] == "invalid_scope"


def test_a_client_for_logins_gets_no_token_for_itself(world: World) -> None:
    answer = world.party.calls("/oidc/token", grant_type="client_credentials")
    assert answer.json()["error"] == "unauthorized_client"


def test_two_users_at_one_client_have_two_names(world: World) -> None:
    karen = cast.a_user(world.nordby.organisation, "Karen Bruun", department=world.nordby.jobcenter)
    cast.gives(karen, world.se_sag.kommunal)
    address = an_employee(karen).logs_in(world.party.address())
    hers = unsigned(world.party.redeems(answer_in(address)["code"]).json()["id_token"])
    assert hers["sub"] != unsigned(world.tokens()["id_token"])["sub"]

"""The service names the organisation: the switch of an adviser who has logged in once, and its attacks."""

import json
from typing import Any

import pytest

from fuldmagt.authenticators.proof import Proof
from fuldmagt.clients.models import Session
from fuldmagt.federation.oidc.requests import Wanted, judged
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser as Recognition
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.organisations.models import Organisation
from fuldmagt.secrets import dice
from fuldmagt.sign_in import actions
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.clock import now
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.by_hand import changed
from tests.oidc.party import ISSUER, answer_in, unsigned
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import CLIENTS, a_client

pytestmark = pytest.mark.requirement("F1")
SCOPE = "openid profile organisation portal"


def naming(ref: str, **more: Any) -> str:
    return json.dumps([{"type": f"{ISSUER}/rights", "service": "portal", "organisation": ref} | more])


def asks(adviser: Adviser, organisation: str, **more: str) -> str:
    return adviser.party.address(scope=SCOPE, authorization_details=naming(organisation), **more)


def told(adviser: Adviser, address: str) -> dict[str, Any]:
    return unsigned(adviser.party.redeems(answer_in(address)["code"]).json()["id_token"])


def acted_for(adviser: Adviser, address: str) -> str:
    claims = told(adviser, address)
    return str(claims["represents"]["represents"]["sub"])


@pytest.fixture
def clients(adviser: Adviser) -> list[Organisation]:
    """Two that mandate Balans in a chain, with Jonas, and one that has given it access in the portal."""
    world = adviser.portal
    chained = [a_client(world, name) for name in CLIENTS[:2]]
    granting = a_client(world, "Hofstee Techniek", assigned=False)
    Mandate.objects.filter(giver__ref=granting.ref).delete()
    provider = world.service.provider
    record = {"starts_at": cast.NEW_YEAR}
    Recognition.objects.create(ref=dice.reference(), provider=provider, organisation=world.balans, **record)
    Grant.objects.create(
        ref=dice.reference(),
        giver=granting,
        receiver=world.balans,
        right=world.view,
        confirmed=True,
        **record,
    )
    Assignment.objects.create(
        ref=dice.reference(), user=world.jonas, right=world.view, organisation=world.balans, **record
    )
    return [*chained, granting]


@pytest.mark.requirement("F4", "F5")
def test_after_one_login_each_client_is_chosen_by_the_service_without_asking(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    """By chain and by grant, there and back; the person types nothing and chooses nothing."""
    first, second, granting = clients
    assert acted_for(adviser, adviser.jonas.logs_in(asks(adviser, first.ref))) == first.ref
    for each in (granting, second, first, granting):
        assert acted_for(adviser, adviser.jonas.follows(asks(adviser, each.ref))) == each.ref
    silent = asks(adviser, second.ref, prompt="none")
    assert acted_for(adviser, adviser.jonas.follows(silent)) == second.ref
    assert Session.objects.count() == 6, "each switch is a session of its own"


def test_the_token_names_that_organisation_and_its_rights_alone(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    claims = told(adviser, adviser.jonas.logs_in(asks(adviser, clients[1].ref)))
    (detail,) = claims["authorization_details"]
    assert (detail["organisation"], detail["rights"]) == (clients[1].ref, ["portal:view"])
    answer = answer_in(adviser.jonas.follows(asks(adviser, clients[0].ref, state="new", nonce="other")))
    assert answer["state"] == "new"
    claims = unsigned(adviser.party.redeems(answer["code"]).json()["id_token"])
    assert claims["nonce"] == "other"


@pytest.mark.requirement("F6")
def test_a_client_that_has_not_mandated_is_refused_and_no_other_is_taken(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    stranger = a_client(adviser.portal, "Garage Noord", assigned=False)
    page = adviser.jonas.logs_in(asks(adviser, stranger.ref))
    assert page.endswith("/refused")
    assert "Garage Noord" in adviser.jonas.text
    sign_in = SignIn.objects.get()
    assert (sign_in.organisation, sign_in.rights) == (stranger.ref, [])
    assert "/organisation" not in adviser.jonas.text, "the service asked about this one"

    silent = adviser.jonas.follows(asks(adviser, stranger.ref, prompt="none"))
    assert answer_in(silent)["error"] == "access_denied"
    assert not Session.objects.exists()


def test_nobody_can_choose_another_than_the_one_named(adviser: Adviser, clients: list[Organisation]) -> None:
    """The person's other clients are one form away; the service would get what it did not ask for."""
    stranger = a_client(adviser.portal, "Garage Noord", assigned=False)
    page = adviser.jonas.logs_in(asks(adviser, stranger.ref))
    for name in ("organisation", "missing"):
        other = page.removesuffix("refused") + name
        assert adviser.jonas.follows(other).endswith("/refused")
        field = {"organisation": clients[0].ref, "number": clients[0].ref}
        assert adviser.jonas.sends(other, **field).endswith("/refused")
    assert SignIn.objects.get().rights == []


def test_a_step_with_another_organisation_is_not_possible(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    """Should a page ever offer one: the login itself takes no other than the one named."""
    wanted = judged(adviser.party.request(scope=SCOPE, authorization_details=naming(clients[0].ref)))
    assert isinstance(wanted, Wanted)
    begun = actions.begin(wanted.demand, at=now())
    proof = Proof(adviser.portal.jonas.ref, Means.CODE_DISPLAY, Level.SUBSTANTIAL, "", now())
    held = actions.identify(begun.sign_in.ref, proof, browser=begun.browser, at=now())
    assert isinstance(held, actions.Held)
    done = actions.represent(begun.sign_in.ref, clients[1].ref, browser=held.browser, at=now())
    assert done == Refusal(Reason.STEP_NOT_POSSIBLE, about="organisation")
    done = actions.represent(begun.sign_in.ref, clients[0].ref, browser=held.browser, at=now())
    assert isinstance(done, SignIn)


@pytest.mark.requirement("F4")
def test_a_switch_is_judged_anew(adviser: Adviser, clients: list[Organisation]) -> None:
    first, second, _ = clients
    adviser.jonas.logs_in(asks(adviser, first.ref))
    Mandate.objects.update(state="revoked")
    changed()
    assert adviser.jonas.follows(asks(adviser, second.ref)).endswith("/refused")
    answer = answer_in(adviser.jonas.follows(asks(adviser, second.ref, prompt="none")))
    assert answer["error"] == "access_denied"


def test_without_a_login_a_named_organisation_opens_nothing(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    silent = adviser.jonas.follows(asks(adviser, clients[0].ref, prompt="none"))
    assert answer_in(silent)["error"] == "login_required"
    assert adviser.jonas.follows(asks(adviser, clients[0].ref)).endswith("/user-id")


@pytest.mark.parametrize("ref", ["nl:kvk:99999999", "dk:cvr:20000023", "nl:kvk:90000010'--", "De Korrel"])
def test_one_that_is_not_there_or_has_no_business_here_is_refused(
    adviser: Adviser, clients: list[Organisation], ref: str
) -> None:
    cast.sydby()
    assert adviser.jonas.logs_in(asks(adviser, ref)).endswith("/refused")
    answer = answer_in(adviser.jonas.follows(asks(adviser, ref, prompt="none")))
    assert answer["error"] == "access_denied"


def of_portal(*details: dict[str, Any]) -> str:
    return json.dumps([{"type": f"{ISSUER}/rights", "service": "portal"} | each for each in details])


@pytest.mark.parametrize(
    "written",
    [
        of_portal({}),
        of_portal({"organisation": ""}),
        of_portal({"organisation": None}),
        of_portal({"organisation": 7}),
        of_portal({"organisation": ["nl:kvk:90000010"]}),
        of_portal({"organisation": "nl:kvk:90000010\u0000"}),
        of_portal({"organisation": "x" * 129}),
        of_portal({"organisation": "nl:kvk:90000010"}, {"organisation": "nl:kvk:90000011"}),
        of_portal({"organisation": "nl:kvk:90000010"}, {"rights": ["portal:view"]}),
        of_portal({"organisation": "nl:kvk:90000010", "rights": []}),
        of_portal({"organisation": "nl:kvk:90000010", "locations": ["everywhere"]}),
        naming("nl:kvk:90000010", service="se-sag"),
    ],
)
def test_what_names_none_or_two_is_a_mistake_of_the_service(adviser: Adviser, written: str) -> None:
    address = adviser.party.address(scope=SCOPE, authorization_details=written)
    assert answer_in(adviser.jonas.follows(address))["error"] == "invalid_authorization_details"


def test_a_named_organisation_may_come_with_the_rights_wanted(
    adviser: Adviser, clients: list[Organisation]
) -> None:
    wanted = naming(clients[0].ref, rights=["portal:edit"])
    page = adviser.jonas.logs_in(adviser.party.address(scope=SCOPE, authorization_details=wanted))
    assert page.endswith("/refused"), "it has been mandated to view"
    wanted = naming(clients[0].ref, rights=["portal:view"])
    address = adviser.jonas.follows(adviser.party.address(scope=SCOPE, authorization_details=wanted))
    assert acted_for(adviser, address) == clients[0].ref

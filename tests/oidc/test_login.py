"""Anna logs in to Se Sag on behalf of Nordby Kommune: from the service, through the login, and back."""

import pytest

from tests.oidc.conftest import World
from tests.oidc.party import BACK, ISSUER, answer_in

pytestmark = pytest.mark.requirement("X1")


@pytest.mark.requirement("F1", "C4")
def test_anna_logs_in_and_se_sag_learns_who_for_whom_and_what_she_may(world: World) -> None:
    address = world.anna.logs_in(world.party.address())

    assert address.startswith(f"{BACK}?")
    answer = answer_in(address)
    assert answer["state"] == "state-0123456789abcdef"
    assert answer["iss"] == ISSUER

    tokens = world.party.redeems(answer["code"]).json()
    told = world.party.reads(tokens["id_token"])
    assert told["iss"] == ISSUER
    assert told["aud"] == "se-sag"
    assert told["nonce"] == "nonce-0123456789abcdef"
    assert told["acr"] == "http://eidas.europa.eu/LoA/substantial"
    assert 0 < told["exp"] - told["iat"] <= 300
    assert told["name"] == "Anna Holmstrup"
    assert (told["user"], told["means"]) == (world.nordby.anna.ref, "code_display")
    assert told["represents"]["sub"] == "dk:cvr:20000015"
    assert told["represents"]["name"] == "Nordby Kommune"
    assert told["authorization_details"] == [
        {
            "type": f"{ISSUER}/rights",
            "service": "se-sag",
            "rights": ["se-sag:kommunal-sagsbehandler"],
            "organisation": "dk:cvr:20000015",
        }
    ]
    who = world.party.asks_who(tokens["access_token"]).json()
    assert who["sub"] == told["sub"]
    assert who["represents"] == told["represents"]

"""The examples, running, for the tests of this folder."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from tests.examples.platform import Platform
from tests.examples.running import free_port, running
from tests.examples.se_sag import SeSag
from tests.examples.service import BACK, Service

SIGNER = ECKey.generate_key("P-256", auto_kid=True)  # of the service that signs instead of having a secret
PEOPLE = [
    {"name": "Anna Holm", "birth_date": "1990-05-17", "national_number": "1705900014"},
    {"name": "Birthe Nordahl", "birth_date": "1968-02-11", "national_number": "1102680050", "level": "high"},
    {"name": "Katarzyna Zielna", "birth_date": "1991-03-19", "national_number": None},
    {"name": "Ilie Câmpeanu", "birth_date": "1984-01-30", "level": "low", "issued": "counter"},
    {"name": "Else Kaas", "birth_date": "1963-05-30", "national_number": "3005630011", "protected": True},
    {
        "name": "Fejl Typesen",
        "birth_date": "1970-01-01",
        "national_number": "0101700001",
        "mode": "wrong_types",
    },
    {"name": "Falsk Forgersen", "birth_date": "1970-01-02", "mode": "forged"},
    {"name": "Sub Fast", "birth_date": "1970-01-03", "sub": "fixed-by-the-file"},
]


@pytest.fixture(scope="session")
def eid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a stand-in eID with a few people and three services."""
    folder = tmp_path_factory.mktemp("eid")
    people = folder / "people.json"
    people.write_text(json.dumps(PEOPLE))
    clients = [
        {
            "client_id": "plain",
            "client_name": "Plain",
            "client_secret": Service("").secret,
            "redirect_uris": [BACK],
        },
        {
            "client_id": "signing",
            "redirect_uris": [BACK],
            "jwks": {"keys": [SIGNER.as_dict(private=False)]},
            "id_token_signed_response_alg": "ES256",
        },
        {"client_id": "odd", "client_secret": "odd", "redirect_uris": [BACK], "mode": "odd_level"},
        {"client_id": "quiet", "client_secret": "quiet", "redirect_uris": [BACK], "mode": "silent"},
    ]
    settings = {"issuer": f"http://localhost:{free_port()}", "clients": json.dumps(clients)}
    with running("national_eid", settings, folder / "eid", "--people", str(people)):
        yield settings["issuer"]


@pytest.fixture
def service(eid: str) -> Iterator[Service]:
    service = Service(eid)
    yield service
    service.browser.close()


@pytest.fixture(scope="session")
def running_platform() -> Iterator[Platform]:
    platform = Platform()
    with platform.serving():
        yield platform


@pytest.fixture
def platform(running_platform: Platform) -> Platform:
    """The other end of Se Sag's protocols, well behaved until the test says otherwise."""
    running_platform.reset()
    return running_platform


@pytest.fixture(scope="session")
def se_sag_address(running_platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("se-sag")
    settings = {"url": f"http://localhost:{free_port()}", "issuer": running_platform.issuer}
    running_platform.client_address = settings["url"]
    with running("se_sag", settings, folder / "se-sag"):
        yield settings["url"]


@pytest.fixture
def se_sag(platform: Platform, se_sag_address: str) -> Iterator[SeSag]:
    """Somebody's browser in front of Se Sag, in English."""
    visitor = SeSag(se_sag_address)
    yield visitor
    visitor.browser.close()

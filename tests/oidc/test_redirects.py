"""Where a login may go back to: the registered address, byte for byte, and nowhere else."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from fuldmagt.clients.models import Client
from fuldmagt.sign_in.models import SignIn
from tests.oidc.conftest import World
from tests.oidc.party import BACK, a_party, answer_in

pytestmark = pytest.mark.requirement("X1")

HOST, PATH = "se-sag.example", "/callback"
SIGNS = [chr(sign) for sign in range(0x20, 0x7F)] + [
    "\t",
    "\n",
    "\r",
    "\0",
    "\x7f",
    "\u00a0",
    "\u2024",
    "\uff0f",
]


def other_hosts() -> Iterator[str]:
    evil = "evil.example"
    hosts = [evil, f"{HOST}.{evil}", f"{evil}.{HOST}", f"x{HOST}", f"{HOST}x", "se-sagXexample", "se-sag"]
    hosts += [f"{HOST}@{evil}", f"{evil}@{HOST}", f"{HOST}:443@{evil}", f"{HOST}%2e{evil}", f"{HOST}.", "."]
    hosts += [
        f"{HOST}\\@{evil}",
        f"{HOST}%40{evil}",
        f"{evil}%23@{HOST}",
        f"{evil}#@{HOST}",
        f"{evil}?@{HOST}",
    ]
    hosts += [f"{HOST}:444", f"{HOST}:443", f"{HOST}:80", f"{HOST}:", "127.0.0.1", "localhost", "[::1]", "0"]
    hosts += [f"www.{HOST}", "*.example", "SE-SAG.EXAMPLE", "Se-sag.example", "s\u0435-sag.example", ""]
    schemes = [
        "https://",
        "http://",
        "HTTPS://",
        "https:/",
        "https:",
        "//",
        "///",
        "ftp://",
        "javascript:",
        "",
    ]
    return (f"{scheme}{host}{PATH}" for scheme, host in itertools.product(schemes, hosts))


def other_paths() -> Iterator[str]:
    turns = ["", "/", "//", "/.", "/..", "/../callback", "/x/../callback", "/./callback", "//callback"]
    turns += [
        "/Callback",
        "/CALLBACK",
        "/callback/",
        "/callback//",
        "/callback/..",
        "/callback;x",
        "/callback.php",
    ]
    turns += [
        "/%63allback",
        "/callbac%6b",
        "/callback%00",
        "/callback%20",
        "/callback%2f..%2fevil",
        "\\callback",
    ]
    ends = [
        "",
        "?",
        "?x=1",
        "?code=stolen",
        "?next=https://evil.example",
        "&x=1",
        "#",
        "#x",
        "?#",
        ";",
        "%3fx=1",
    ]
    return (f"https://{HOST}{turn}{end}" for turn, end in itertools.product(turns, ends))


def one_sign_more_or_less() -> Iterator[str]:
    for place in range(len(BACK) + 1):
        yield BACK[:place] + BACK[place + 1 :]
        for sign in "@/\\.:?#%&;a0 ":
            yield BACK[:place] + sign + BACK[place:]
    for sign in SIGNS:
        yield BACK + sign
        yield sign + BACK
        yield BACK.replace("/callback", f"/{sign}callback")
    yield from (
        quote(BACK, safe=""),
        BACK * 2,
        f"{BACK} {BACK}",
        f"{BACK},https://evil.example",
        "null",
        "None",
    )


VARIANTS = sorted({*other_hosts(), *other_paths(), *one_sign_more_or_less()} - {BACK, ""})


@pytest.mark.requirement("X1")
def test_more_than_a_thousand_addresses_that_are_nearly_right_are_all_refused(world: World) -> None:
    assert len(VARIANTS) > 1000
    for variant in VARIANTS:
        answer = world.anna.browser.get("/oidc/authorize", world.party.request(redirect_uri=variant))
        assert answer.status_code == 400, repr(variant)
        assert "Location" not in answer, repr(variant)
    assert not SignIn.objects.exists()


def test_a_page_says_that_the_service_is_mistaken_and_shows_no_link_there(world: World) -> None:
    answer = world.anna.browser.get(
        "/oidc/authorize", world.party.request(redirect_uri="https://evil.example/x")
    )
    assert "https://evil.example" not in answer.content.decode()


def test_the_address_cannot_be_left_out_even_when_there_is_only_one(world: World) -> None:
    for missing in (None, ""):
        answer = world.anna.browser.get("/oidc/authorize", world.party.request(redirect_uri=missing))
        assert answer.status_code == 400


def test_another_clients_address_is_not_ones_own(world: World) -> None:
    a_party("another", redirect_uris=("https://another.example/callback",))
    answer = world.anna.browser.get(world.party.address(redirect_uri="https://another.example/callback"))
    assert answer.status_code == 400


def test_a_client_without_an_address_lets_nobody_in(world: World) -> None:
    Client.objects.update(redirect_uris=[])
    assert world.anna.browser.get(world.party.address()).status_code == 400


def test_a_registered_address_keeps_its_own_parameters_byte_for_byte(world: World) -> None:
    back = "https://se-sag.example/callback?tenant=%C3%A5&b=%20x"
    party = a_party("with-query", redirect_uris=(back,))
    address = world.anna.logs_in(party.address(redirect_uri=back))
    assert address.startswith(back + "&code=")
    assert answer_in(address)["tenant"] == "å"


@pytest.mark.parametrize("client", ["nobody", "", "SE-SAG", "se-sag\0", "se-sag ", "../se-sag"])
def test_an_unknown_client_is_told_to_nobody_but_the_person(world: World, client: str) -> None:
    answer = world.anna.browser.get("/oidc/authorize", world.party.request(client_id=client))
    assert answer.status_code == 400
    assert "Location" not in answer

"""An administrator registers a program, gives it rights and a new key, and stops it (X5)."""

import json
from html import unescape

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.test import Client
from joserfc.jwk import ECKey, OctKey

from fuldmagt.audit.models import PendingEntry
from fuldmagt.clients.systems.models import System
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import Role, UserState
from tests.cast import NEW_YEAR, a_user, an_organisation, log_in
from tests.systems.conftest import World

pytestmark = pytest.mark.requirement("X5")


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def pem(*, private: bool = False) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    if private:
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_a_program_is_registered_with_a_key_and_has_no_right_at_first(femke: Client) -> None:
    assert "No program acts for you yet" in read(femke, "/systems/")

    answer = femke.post("/systems/new/", {"name": "Loonpakket ÆØÅ", "purpose": "Lonen", "keys": pem()})

    assert answer.status_code == 302
    page = read(femke, answer["Location"])
    assert "Loonpakket ÆØÅ is registered. It has no rights yet" in page
    assert "Nothing yet. Until it is given a right, every request of it is refused." in page
    assert System.objects.get().client.ref in page
    assert "Loonpakket ÆØÅ" in read(femke, "/systems/")
    assert "Loonpakket" not in read(femke, "/users/"), "it is nobody"
    assert list(PendingEntry.objects.filter(event="system.registered").values_list("outcome", flat=True))


def test_its_rights_are_given_like_anybodys(femke: Client, world: World) -> None:
    system = world.program()
    page = read(femke, f"/users/{system.user.ref}/rights/")
    assert "The program" in page

    saved = femke.post(
        f"/users/{system.user.ref}/rights/", {"right": ["portal:view"], "shown": ["portal:view"]}
    )

    assert saved.status_code == 302
    assert "View" in read(femke, f"/systems/{system.user.ref}/")
    assert femke.get(f"/users/{system.user.ref}/")["Location"] == f"/systems/{system.user.ref}/"


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Paste the public key of the program."),
        ("hello", "There is no key in this that can be used."),
        ("[" * 9000, "There is no key in this that can be used."),
        ('{"keys": []}', "There is no key in this that can be used."),
        (json.dumps(OctKey.generate_key(256).as_dict()), "This is the private part"),
        (json.dumps(ECKey.generate_key("P-256").as_dict(private=True)), "This is the private part"),
        (json.dumps(ECKey.generate_key("P-384").as_dict(private=False)), "There is no key in this"),
        (pem(private=True), "This is the private part"),
    ],
    ids=[
        "nothing",
        "a word",
        "too deep",
        "no keys",
        "a secret",
        "a private JWK",
        "another curve",
        "a private PEM",
    ],
)
def test_what_is_no_public_key_is_said_so_and_nothing_typed_is_lost(
    femke: Client, pasted: str, said: str
) -> None:
    answer = femke.post("/systems/new/", {"name": "Loonpakket", "keys": pasted})

    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert said in page
    assert 'value="Loonpakket"' in page
    assert "PRIVATE KEY" not in page
    assert "&quot;d&quot;" not in answer.content.decode()
    assert not System.objects.exists()


def test_a_new_key_takes_the_place_of_the_old_and_the_second_administrator_is_told(
    femke: Client, world: World
) -> None:
    system = world.program()
    address = f"/systems/{system.user.ref}/change/"
    changed = {"name": "Loonpakket 2", "purpose": "", "keys": pem(), "version": "1"}

    assert femke.post(address, changed).status_code == 302
    second = femke.post(address, changed | {"name": "Loonpakket 3"})

    assert second.status_code == 400
    system.refresh_from_db()
    assert system.user.name == "Loonpakket 2"
    assert system.client.jwks["keys"][0]["x"] != world.key.as_dict()["x"]


def test_a_program_is_closed_for_good(femke: Client, world: World) -> None:
    ref = world.program().user.ref
    assert "Close the program Loonpakket?" in read(femke, f"/systems/{ref}/close/")

    assert femke.post(f"/systems/{ref}/close/").status_code == 302

    assert BusinessUser.objects.get(ref=ref).state == UserState.CLOSED
    assert femke.get(f"/systems/{ref}/change/").status_code == 404
    assert femke.post(f"/systems/{ref}/start/").status_code == 403


def test_an_agent_names_its_employee(femke: Client, world: World) -> None:
    answer = femke.post("/systems/new/", {"name": "Hulp", "keys": pem(), "works_for": "jonas"})

    assert "Jonas de Wit, and can do no more than Jonas de Wit may" in read(femke, answer["Location"])


@pytest.mark.requirement("A5")
def test_with_four_eyes_nobody_both_keys_a_program_and_gives_it_rights(femke: Client, world: World) -> None:
    world.balans.four_eyes = True
    world.balans.save()
    alone = femke.post("/systems/new/", {"name": "Loonpakket", "keys": pem()})
    assert alone.status_code == 400
    assert "A second person has to agree to this." in unescape(alone.content.decode())

    RoleHeld.objects.filter(user=world.femke, role=Role.RIGHTS_ADMINISTRATOR).delete()
    femke.post("/systems/new/", {"name": "Loonpakket", "keys": pem()})
    user = System.objects.get().user
    RoleHeld.objects.create(
        user=world.femke, role=Role.RIGHTS_ADMINISTRATOR, given_at=NEW_YEAR, given_by="somebody"
    )
    ticked = {"right": ["portal:view"], "shown": ["portal:view"]}
    assert femke.post(f"/users/{user.ref}/rights/", ticked).status_code == 409

    other = log_in(Client(), a_user(world.balans, "Rosa Recht", Role.RIGHTS_ADMINISTRATOR))
    assert other.post(f"/users/{user.ref}/rights/", ticked).status_code == 302


@pytest.mark.requirement("A5")
def test_who_administers_users_or_rights_registers_no_program(client: Client, world: World) -> None:
    client.cookies["fuldmagt_language"] = "en"
    log_in(client, a_user(world.balans, "Bram Blom", Role.USER_ADMINISTRATOR))

    assert client.get("/systems/").status_code == 200
    assert client.get("/systems/new/").status_code == 403
    assert client.post("/systems/new/", {"name": "x", "keys": pem()}).status_code == 403
    assert not System.objects.exists()


def test_another_organisations_program_is_not_there(client: Client, world: World) -> None:
    ref = world.program().user.ref
    other = an_organisation("Noordkade", ref="nl:kvk:90000035")
    log_in(client, a_user(other, "Nora Noord", Role.ORGANISATION_ADMINISTRATOR))

    for address in ("", "change/", "close/"):
        assert client.get(f"/systems/{ref}/{address}").status_code == 404
    assert client.post(f"/systems/{ref}/stop/").status_code == 404
    assert BusinessUser.objects.get(ref=ref).state == UserState.ACTIVE

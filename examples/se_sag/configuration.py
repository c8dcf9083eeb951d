"""What Se Sag is told from outside: see examples/README.md."""

from dataclasses import dataclass
from pathlib import Path

from examples.kit.configuration import Section, port_of
from examples.kit.decisions import Basic, Bearer, Decisions
from examples.kit.keys import Key, imported, kept_key
from examples.kit.login.client import Client
from examples.kit.login.provider import Provider
from examples.kit.login.relying_party import RelyingParty

SCOPE = "openid profile organisation se-sag"


@dataclass(frozen=True)
class Configuration:
    url: str
    host: str
    port: int
    folder: Path
    secret_key: str
    platform: str
    key: Key
    party: RelyingParty
    decisions: Decisions


def read() -> Configuration:
    section = Section("se_sag")
    url = section.address("url", "http://localhost:8011")
    issuer = section.address("issuer", "http://localhost:8000")
    key = _key(section)
    client = Client(section.text("client_id", "se-sag"), key, f"{url}/login/callback", SCOPE)
    party = RelyingParty(Provider(issuer), client)
    return Configuration(
        url=url,
        host=section.text("host", "127.0.0.1"),
        port=int(section.text("port") or port_of(url)),
        folder=section.folder(),
        secret_key=section.secret(),
        platform=section.address("platform", issuer),
        key=key,
        party=party,
        decisions=Decisions(
            section.address("decisions", f"{issuer}/access/v1/evaluation"), _caller(section, party)
        ),
    )


def _key(section: Section) -> Key:
    """The key given, or one drawn at the first start; its public half is at /jwks.json."""
    given = section.structure("key")
    return imported(given) if given else kept_key(section.folder() / "client.json", "ES256")


def _caller(section: Section, party: RelyingParty) -> Basic | Bearer:
    """With a secret Se Sag asks by that; without one it fetches a token with its own key."""
    if secret := section.text("decisions_secret"):
        return Basic(section.text("decisions_client_id", party.client.id), secret)
    return Bearer(party, section.text("decisions_scope", "access:evaluate"))


CONFIGURATION = read()

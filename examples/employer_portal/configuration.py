"""What the employer portal is told from outside: see examples/README.md."""

from dataclasses import dataclass
from pathlib import Path

from examples.employer_portal.rights import SERVICE
from examples.kit.configuration import Section, port_of
from examples.kit.decisions import Basic, Bearer, Decisions
from examples.kit.granting import Granting
from examples.kit.keys import Key, imported, kept_key
from examples.kit.login.client import Client
from examples.kit.login.provider import Provider
from examples.kit.login.relying_party import RelyingParty
from examples.kit.searches import Searches

SCOPE = f"openid profile organisation {SERVICE}"
ASKING = "access:evaluate access:search"
GIVING = "grants:manage"


@dataclass(frozen=True)
class Contact:
    """The relation manager: who tells which numbers stand in the contract."""

    name: str
    phone: str
    email: str


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
    searches: Searches
    granting: Granting
    contact: Contact


def read() -> Configuration:
    section = Section("employer_portal")
    url = section.address("url", "http://localhost:8012")
    issuer = section.address("issuer", "http://localhost:8000")
    given = section.structure("key")
    key = imported(given) if given else kept_key(section.folder() / "client.json", "ES256")
    client = Client(section.text("client_id", "employer-portal"), key, f"{url}/login/callback", SCOPE)
    party = RelyingParty(Provider(issuer), client)
    caller, platform = _caller(section, party, ASKING), section.address("platform", issuer)
    return Configuration(
        url=url,
        host=section.text("host", "127.0.0.1"),
        port=int(section.text("port") or port_of(url)),
        folder=section.folder(),
        secret_key=section.secret(),
        platform=platform,
        key=key,
        party=party,
        decisions=Decisions(section.address("decisions", f"{issuer}/access/v1/evaluation"), caller),
        searches=Searches(section.address("searches", f"{issuer}/access/v1/search/resource"), caller),
        granting=Granting(
            section.address("granting", f"{issuer}/api/v1/grants/begin"),
            platform,
            _caller(section, party, GIVING),
        ),
        contact=Contact(
            section.text("contact_name", "Ruben Kuiper"),
            section.text("contact_phone", "020 000 00 04"),
            section.text("contact_email", "relatiebeheer@zilverdal.example"),
        ),
    )


def _caller(section: Section, party: RelyingParty, scope: str) -> Basic | Bearer:
    """With a secret the portal asks by that; without one it fetches a token with its own key."""
    if secret := section.text("decisions_secret"):
        return Basic(section.text("decisions_client_id", party.client.id), secret)
    return Bearer(party, scope=scope)


CONFIGURATION = read()

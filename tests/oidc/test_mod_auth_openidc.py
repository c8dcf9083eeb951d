"""Apache's mod_auth_openidc, a certified client of Debian that nobody here wrote, lets Anna in."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.mandates.assignments.models import Assignment
from tests import cast
from tests.oidc.hands import Hands
from tests.oidc.party import Party, a_party
from tests.sign_in.people import Employee, an_employee
from tests.waiting import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1")]

MODULES = Path("/usr/lib/apache2/modules")
NEEDED = ("mpm_event", "authn_core", "authz_core", "authz_user", "alias", "dir", "headers", "auth_openidc")

CONFIGURATION = """
ServerName localhost
ServerRoot {folder}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
Mutex file:{folder} default
Listen 127.0.0.1:{port}
KeepAlive Off
ErrorLog {folder}/error.log
LogLevel warn auth_openidc:info
{modules}
{user}
DocumentRoot {folder}/pages
<Directory {folder}/pages>
  Require valid-user
</Directory>

OIDCProviderMetadataURL {server}/.well-known/openid-configuration
OIDCClientID {client}
OIDCClientSecret {secret}
OIDCProviderTokenEndpointAuth {method}
OIDCRedirectURI http://localhost:{port}/cases/callback
OIDCCryptoPassphrase a-passphrase-of-this-test-alone
OIDCScope "openid profile organisation se-sag"
OIDCPKCEMethod S256
OIDCCookieSameSite On
OIDCHTTPTimeoutShort 60
OIDCHTTPTimeoutLong 60
OIDCRemoteUserClaim name
OIDCPassClaimsAs both
OIDCDefaultLoggedOutURL http://localhost:{port}/

<Location /cases/>
  AuthType openid-connect
  Require valid-user
  Header always set X-Remote-User "expr=%{{REMOTE_USER}}"
  Header always set X-Claims-Sub "expr=%{{reqenv:OIDC_CLAIM_sub}}"
  Header always set X-Claims-Acr "expr=%{{reqenv:OIDC_CLAIM_acr}}"
  Header always set X-Claims-User "expr=%{{reqenv:OIDC_CLAIM_user}}"
  Header always set X-Claims-Represents "expr=%{{reqenv:OIDC_CLAIM_represents}}"
</Location>
"""


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def answers(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return True


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that Apache's own user can enter, as it cannot enter those of a test run by root."""
    with tempfile.TemporaryDirectory(prefix="fuldmagt-apache-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@contextmanager
def apache(folder: Path, party: Party, server: str, port: int) -> Iterator[str]:
    """Apache with a protected page, listening on the loopback; gives its address."""
    (folder / "pages" / "cases").mkdir(parents=True)
    (folder / "pages" / "cases" / "index.html").write_text("the cases")
    configuration = folder / "apache.conf"
    configuration.write_text(
        CONFIGURATION.format(
            folder=folder,
            port=port,
            server=server,
            client=party.ref,
            secret=party.secret,
            method=party.method,
            modules="\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NEEDED),
            user="User www-data\nGroup www-data" if os.getuid() == 0 else "",
        )
    )
    with subprocess.Popen(["/usr/sbin/apache2", "-f", str(configuration), "-DFOREGROUND"]) as running:
        try:
            until(lambda: answers(port), doing="Apache")
            yield f"http://localhost:{port}"
        finally:
            running.terminate()
            running.wait(20)


@pytest.fixture
def anna(settings: Settings, live_server: LiveServer) -> Employee:
    settings.BASE_URL = live_server.url
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return an_employee(nordby.anna)


def a_protected_party(port: int, method: str, algorithm: str) -> Party:
    back = f"http://localhost:{port}/cases/callback"
    return a_party(redirect_uris=(back,), authentication=method, id_token_algorithm=algorithm)


@pytest.mark.parametrize(
    ("method", "algorithm"), [("client_secret_basic", "ES256"), ("client_secret_post", "RS256")]
)
def test_it_lets_anna_in_and_tells_the_page_who_for_whom(
    anna: Employee, live_server: LiveServer, folder: Path, method: str, algorithm: str
) -> None:
    port = free_port()
    party = a_protected_party(port, method, algorithm)
    with apache(folder, party, live_server.url, port) as address:
        hands = Hands(anna, live_server.url)
        sent = hands.browser.get(f"{address}/cases/index.html")
        assert sent.is_redirect
        back = hands.logs_in(sent.headers["Location"])
        assert back.startswith(f"{address}/cases/callback?code=")
        inside = hands.browser.get(back, follow_redirects=True)

    assert (inside.status_code, inside.text) == (200, "the cases")
    assert inside.headers["X-Remote-User"] == "Anna Holmstrup"
    assert inside.headers["X-Claims-User"] == anna.user.ref
    assert inside.headers["X-Claims-Acr"] == "http://eidas.europa.eu/LoA/substantial"
    assert "dk:cvr:20000015" in inside.headers["X-Claims-Represents"]
    assert inside.headers["X-Claims-Sub"] not in {anna.user.ref, anna.user.user_id}


def test_it_keeps_out_whoever_has_no_right_any_more(
    anna: Employee, live_server: LiveServer, folder: Path
) -> None:
    Assignment.objects.update(state="revoked")
    port = free_port()
    party = a_protected_party(port, "client_secret_basic", "ES256")
    with apache(folder, party, live_server.url, port) as address:
        hands = Hands(anna, live_server.url)
        sent = hands.browser.get(f"{address}/cases/index.html")
        page = hands.logs_in(sent.headers["Location"])
        assert page.endswith("/refused")
        back = hands.sends(page.replace("refused", "cancel"))
        assert "error=access_denied" in back
        outside = hands.browser.get(back)
        again = hands.browser.get(f"{address}/cases/index.html")
    assert "the cases" not in outside.text
    assert again.is_redirect

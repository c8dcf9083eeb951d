"""A service's application as the stories need it: it speaks the protocol by hand, right or wrong."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client as Browser
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from fuldmagt.clients import actions
from fuldmagt.clients.models import Client
from fuldmagt.vocabulary import clock

ISSUER = "http://localhost:8000"
BACK = "https://se-sag.example/callback"
AFTERWARDS = "https://se-sag.example/bye"
VERIFIER = "a-verifier-of-more-than-forty-three-characters-0"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@dataclass
class Party:
    """A registered client, the wire it calls us by, and what it remembers of its requests."""

    ref: str
    secret: str = ""
    method: str = "client_secret_basic"
    key: ECKey | None = None
    wire: Browser = field(default_factory=Browser)
    jtis: int = 0

    def request(self, **changes: str | None) -> dict[str, str]:
        """The parameters of a right authorization request, with changes; None leaves one out."""
        right: dict[str, str | None] = {
            "client_id": self.ref,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile organisation se-sag",
            "state": "state-0123456789abcdef",
            "nonce": "nonce-0123456789abcdef",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (right | changes).items() if value is not None}

    def address(self, **changes: str | None) -> str:
        return "/oidc/authorize?" + urlencode(self.request(**changes))

    def calls(self, path: str, **parameters: str) -> HttpResponse:
        """POST to an endpoint, shown to be this client by its one method."""
        shown, headers = self.proof()
        body = urlencode(shown | parameters)
        return self.wire.post(path, body, content_type="application/x-www-form-urlencoded", headers=headers)

    def proof(self) -> tuple[dict[str, str], dict[str, str]]:
        if self.method == "client_secret_post":
            return {"client_id": self.ref, "client_secret": self.secret}, {}
        if self.method == "private_key_jwt":
            return {"client_assertion": self.assertion(), "client_assertion_type": ASSERTION}, {}
        pair = base64.b64encode(f"{self.ref}:{self.secret}".encode()).decode()
        return {}, {"Authorization": f"Basic {pair}"}

    def claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a right client assertion, with changes; None leaves one out."""
        self.jtis += 1
        now = int(clock.now().timestamp())
        right = {"iss": self.ref, "sub": self.ref, "aud": ISSUER, "jti": f"jti-{self.jtis}", "exp": now + 60}
        return {name: value for name, value in (right | changes).items() if value is not None}

    def assertion(self, **changes: Any) -> str:
        assert self.key is not None
        return jwt.encode({"alg": "ES256"}, self.claims(**changes), self.key, ["ES256"])

    def redeems(self, code: str, *, verifier: str = VERIFIER, back: str = BACK) -> HttpResponse:
        return self.calls(
            "/oidc/token",
            grant_type="authorization_code",
            code=code,
            redirect_uri=back,
            code_verifier=verifier,
        )

    def refreshes(self, token: str, **more: str) -> HttpResponse:
        return self.calls("/oidc/token", grant_type="refresh_token", refresh_token=token, **more)

    def asks_who(self, access_token: str) -> HttpResponse:
        return self.wire.get("/oidc/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def reads(self, token: str) -> dict[str, Any]:
        """The claims of a token of ours, its signature checked against the published key set."""
        keys = KeySet.import_key_set(self.wire.get("/oidc/jwks").json())
        return dict(jwt.decode(token, keys, ["ES256", "RS256"]).claims)


def a_party(ref: str = "se-sag", **more: Any) -> Party:
    """A client of Se Sag's provider, registered."""
    method = more.get("authentication", "client_secret_basic")
    key = None
    if method == "private_key_jwt":
        key = ECKey.generate_key("P-256", {"kid": f"key-of-{ref}"})
        more["jwks"] = {"keys": [key.as_dict(private=False)]}
    application = actions.Application(
        **{
            "ref": ref,
            "name": "Se Sag",
            "provider": "aes",
            "services": ("se-sag",),
            "redirect_uris": (BACK,),
            "post_logout_redirect_uris": (AFTERWARDS,),
        }
        | more
    )
    done = actions.register(application, by="tests", at=clock.now())
    assert isinstance(done, actions.Registered), done
    assert Client.objects.filter(ref=ref).exists()
    return Party(ref, done.secret, method, key)


def answer_in(address: str) -> dict[str, str]:
    """The parameters that a redirect to the client carries, each once."""
    found = parse_qs(urlsplit(address).query, strict_parsing=True, keep_blank_values=True)
    assert all(len(values) == 1 for values in found.values())
    return {name: values[0] for name, values in found.items()}


def unsigned(token: str) -> dict[str, Any]:
    """The claims of a token as anybody can read them."""
    body = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))

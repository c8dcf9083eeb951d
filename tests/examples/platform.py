"""The other end of Se Sag's protocols: a small OpenID Provider and a decision service, both over HTTP.

It speaks the standards and shares no code with the platform or with Se Sag. A test changes what it
says: `answers` decides, `wrong` makes one thing of a login go wrong.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

Json = dict[str, Any]
ACR = "http://eidas.europa.eu/LoA/"
NORDBY = {"sub": "dk:cvr:20000015", "name": "Nordby Kommune"}
MUNICIPAL, INSURANCE = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
YES: Json = {"decision": True, "context": {"way": "direct", "valid_until": None, "revision": "1"}}


def a_no(*reasons: Json, **more: Any) -> Json:
    return {"decision": False, "context": {"reasons": list(reasons), "revision": "1", **more}}


NO_RIGHT = {
    "reason": "no_authorisation",
    "about": MUNICIPAL,
    "mended_by": "rights_administrator",
    "remedy": "ask_rights_administrator",
    "message": "You have no right to this at Nordby Kommune. Mette Lundager can give it.",
}
REVOKED = NO_RIGHT | {"reason": "revoked", "message": "Your right was withdrawn today."}


@dataclass
class Platform:
    """What a test may set stands first; what it may read afterwards: `questions`, `goodbyes`."""

    claims: Json = field(default_factory=dict)
    rights: set[str] = field(default_factory=set)
    refusal: Json = field(default_factory=dict)
    answers: Callable[[Json], tuple[int, Any]] | None = None
    wrong: Json = field(default_factory=dict)
    expects: str = "Bearer for-decisions"  # what the caller shows the decision service
    questions: list[Json] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    goodbyes: list[dict[str, str]] = field(default_factory=list)
    client_address: str = ""
    port: int = 0
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), _door(self))
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.issuer = f"http://localhost:{self.port}"
        self.kept: dict[str, Json] = {}
        self.seen: set[str] = set()

    def reset(self) -> None:
        self.claims = {
            "sub": "pairwise-of-anna",
            "user": "u1",
            "name": "Anna Holm",
            "acr": f"{ACR}substantial",
            "amr": ["code_display"],
            "represents": NORDBY,
            "authorization_details": [{"type": "organisation-rights", "rights": [MUNICIPAL]}],
        }
        self.rights, self.refusal, self.answers, self.wrong = {MUNICIPAL}, a_no(NO_RIGHT), None, {}
        self.expects = "Bearer for-decisions"
        for list_ in (self.questions, self.languages, self.asked, self.goodbyes):
            list_.clear()

    @contextmanager
    def serving(self) -> Iterator[None]:
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.server.shutdown()
            thread.join()

    def discovery(self) -> Json:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/goodbye",
            "jwks_uri": f"{self.issuer}/jwks",
            "authorization_response_iss_parameter_supported": True,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Everybody is logged in at once, as the claims have it."""
        self.asked.append(asked)
        code = secrets.token_urlsafe(12)
        self.kept[code] = {"asked": asked, "claims": dict(self.claims)}
        answer = {"code": code, "state": asked["state"], "iss": self.issuer} | self.wrong.get("answer", {})
        told = {name: value for name, value in answer.items() if value is not None}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, form: dict[str, str]) -> tuple[int, Json]:
        if not self._is_se_sag(form):
            return 401, {"error": "invalid_client"}
        if form["grant_type"] == "client_credentials":
            token = self.expects.removeprefix("Bearer ")
            return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 300}
        kept = self.kept.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if kept is None or kept["asked"]["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(12)
        self.kept[access] = kept
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(kept)}

    def _id_token(self, kept: Json) -> str:
        now = int(datetime.now(UTC).timestamp())
        claims = {
            "iss": self.issuer,
            "aud": "se-sag",
            "iat": now,
            "exp": now + 300,
            "nonce": kept["asked"]["nonce"],
            "sub": kept["claims"]["sub"],
        } | self.wrong.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.wrong.get("unsigned"):
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        key = ECKey.generate_key("P-256") if self.wrong.get("forged") else self.key
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, key)

    def userinfo(self, authorization: str) -> tuple[int, Json]:
        kept = self.kept.get(authorization.removeprefix("Bearer "))
        return (200, kept["claims"] | self.wrong.get("userinfo", {})) if kept else (401, {})

    def _is_se_sag(self, form: dict[str, str]) -> bool:
        """private_key_jwt, by the key that Se Sag publishes; each assertion once."""
        keys = KeySet.import_key_set(httpx.get(f"{self.client_address}/jwks.json").json())
        claims = jwt.decode(form["client_assertion"], keys, algorithms=["ES256"]).claims
        fresh = claims["jti"] not in self.seen
        self.seen.add(claims["jti"])
        return fresh and claims["iss"] == claims["sub"] == "se-sag" and claims["aud"] == self.issuer

    def evaluate(self, question: Json, authorization: str, language: str) -> tuple[int, Any]:
        if authorization != self.expects:
            return 401, {}
        self.questions.append(question)
        self.languages.append(language)
        if self.answers:
            return self.answers(question)
        return 200, YES if question["action"]["name"] in self.rights else self.refusal


class Door(BaseHTTPRequestHandler):
    """The platform's addresses; each platform has a door of its own (`_door`)."""

    platform: Platform

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        if address.path == "/authorize":
            self.redirect(self.platform.authorize(query))
        elif address.path == "/goodbye":
            self.platform.goodbyes.append(query)
            self.redirect(query["post_logout_redirect_uri"])
        elif address.path == "/userinfo":
            self.say(*self.platform.userinfo(self.headers["Authorization"]))
        elif address.path == "/jwks":
            self.say(200, {"keys": [self.platform.key.as_dict(private=False)]})
        elif address.path == "/.well-known/openid-configuration":
            self.say(200, self.platform.discovery())
        else:
            self.say(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/token":
            self.say(*self.platform.token(dict(parse_qsl(body))))
        else:
            told = self.headers["Authorization"], self.headers["Accept-Language"]
            self.say(*self.platform.evaluate(json.loads(body), *told))

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def say(self, status: int, told: Any) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""


def _door(platform: Platform) -> type[Door]:
    return type("DoorOfThisPlatform", (Door,), {"platform": platform})

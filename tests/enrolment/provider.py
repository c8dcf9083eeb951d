"""A small national eID for the tests: an OpenID provider on the loopback, whose moods a test may choose.

It speaks the broker's spelling (claims as strings), signs with ES256, and does what a test tells it
to do wrong.
"""

import base64
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import ECKey

NSIS = "https://data.gov.dk/concept/core/nsis/"
Claims = dict[str, Any]


@dataclass(frozen=True)
class Citizen:
    """Somebody with an eID, and how it was issued."""

    name: str
    born: str = "1985-05-17"
    subject: str = ""
    number: str = ""
    level: str = "Substantial"
    issued: str = ""  # how surely the person was known then; as the level, where nothing is said

    @property
    def sub(self) -> str:
        return self.subject or sha256(self.name.encode()).hexdigest()[:32]

    def claims(self) -> Claims:
        told: Claims = {
            "sub": self.sub,
            "idp": "mitid",
            "identity_type": "private",
            "loa": NSIS + self.level,
            "ial": NSIS + (self.issued or self.level),
            "mitid.uuid": str(UUID(sha256(f"mitid {self.sub}".encode()).hexdigest()[:32])),
            "mitid.identity_name": self.name,
            "mitid.date_of_birth": self.born,
            "mitid.has_cpr": "true" if self.number else "false",
        }
        return told | ({"dk.cpr": self.number} if self.number else {})

    def but(self, **changed: str) -> "Citizen":
        return replace(self, **changed)


@dataclass
class Mood:
    """What the provider does otherwise than it should."""

    id_token: Callable[[Claims], Claims] = lambda claims: claims
    userinfo: Callable[[Claims], Claims] = lambda claims: claims
    header: Callable[[dict[str, Any]], dict[str, Any]] = lambda header: header
    encoded: Callable[[str], str] = lambda token: token
    key: Any = None
    status: int = 200
    delay: float = 0.0
    body: bytes = b""


LOGIN_CLAIMS = ("sub", "idp", "identity_type", "loa", "ial")  # what Nets tells in the ID token already


@dataclass
class NationalEid:
    """The provider; `login` is what a browser and its person do there. `spelled` is its broker's wording."""

    port: int = 0
    mood: Mood = field(default_factory=Mood)
    codes: dict[str, tuple[Citizen, dict[str, str]]] = field(default_factory=dict)
    access: dict[str, Citizen] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "eid-1", "use": "sig"}))
    asked: list[str] = field(default_factory=list)
    at_the_door: Citizen | None = None  # who logs in when a browser comes, without a word
    spelled: Callable[[Citizen], Claims] = Citizen.claims
    login_claims: tuple[str, ...] = LOGIN_CLAIMS

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def login(self, url: str, citizen: Citizen, **changed: str) -> str:
        """Where the provider sends the browser after the person has logged in: path and query of ours."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{self.issuer}/authorize")
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = secrets.token_urlsafe(16)
        self.codes[code] = (citizen, asked)
        answer = {"code": code, "state": asked["state"], "iss": self.issuer} | changed
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(answer)}"

    def refuse(self, url: str, error: str, **more: str) -> str:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        answer = {"error": error, "state": asked["state"], "iss": self.issuer} | more
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(answer)}"

    def metadata(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "authorization_response_iss_parameter_supported": True,
        }

    def tokens(self, form: dict[str, str], client: tuple[str, str]) -> Claims | None:
        known = self.codes.pop(form.get("code", ""), None)
        if known is None or client != ("fuldmagt", "eid-secret"):
            return None
        citizen, asked = known
        verifier = sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(verifier).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        access = secrets.token_urlsafe(16)
        self.access[access] = citizen
        return {"access_token": access, "token_type": "Bearer", "id_token": self.id_token(citizen, asked)}

    def id_token(self, citizen: Citizen, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **{name: value for name, value in self.spelled(citizen).items() if name in self.login_claims},
        }
        header = self.mood.header({"alg": "ES256", "kid": "eid-1"})
        signed = jwt.encode(
            header, self.mood.id_token(claims), self.mood.key or self.key, algorithms=[header["alg"]]
        )
        return self.mood.encoded(signed)


def handler(eid: NationalEid) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            eid.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                self.answer(eid.metadata())
            elif self.path == "/jwks":
                self.answer({"keys": [eid.key.as_dict(private=False)]})
            elif self.path.startswith("/authorize?") and eid.at_the_door:
                redirect = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
                back = eid.login(f"{eid.issuer}{self.path}", eid.at_the_door)
                self.send_response(303)
                self.send_header("Location", redirect.removesuffix(urlsplit(redirect).path) + back)
                self.end_headers()
            elif self.path == "/userinfo":
                citizen = eid.access.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
                self.answer(eid.mood.userinfo(eid.spelled(citizen)) if citizen else None)

        def do_POST(self) -> None:
            eid.asked.append(self.path)
            if eid.mood.delay:
                time.sleep(eid.mood.delay)
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            basic = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
            client, _, secret = basic.partition(":")
            self.answer(eid.tokens(form, (client, secret)))

        def answer(self, told: Claims | None) -> None:
            body = eid.mood.body or json.dumps(told or {"error": "invalid_grant"}).encode()
            self.send_response(eid.mood.status if told else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


class Door(ThreadingHTTPServer):
    request_queue_size = 256  # a hundred come at once, and none is turned away


@contextmanager
def running() -> Iterator[NationalEid]:
    eid = NationalEid()
    server = Door(("127.0.0.1", 0), handler(eid))
    eid.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield eid
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A service that logs people in at the stand-in eID: the other end of the protocol, and nothing of ours."""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

BACK = "http://localhost:9/eid/callback"  # nobody listens there; the test reads where it is sent
FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Service:
    """One person's browser and one service, as far as a login concerns them."""

    eid: str
    client: str = "plain"
    secret: str = "a secret/of: the service"
    browser: httpx.Client = field(default_factory=httpx.Client)
    state: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def asking(self, **other: str | None) -> dict[str, str]:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": BACK,
            "scope": "openid mitid ssn",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (asked | other).items() if value is not None}

    def begin(self, **other: str | None) -> httpx.Response:
        """Go to the eID; the answer is its page of people, or the way back."""
        query = urlencode(self.asking(**other))
        answer = self.browser.get(f"{self.eid}/authorize?{query}")
        if answer.is_redirect and answer.headers["location"].startswith("/"):
            return self.browser.get(f"{self.eid}{answer.headers['location']}")
        return answer

    def choose(self, name: str, **other: str | None) -> httpx.Response:
        """Look for somebody and open the page on which they approve."""
        page = self.begin(**other)
        found = self.browser.get(str(page.url), params={"q": name})
        links = re.findall(r'class="fm-choice" href="([^"]+)"', found.text)
        assert len(links) == 1, f"{len(links)} people are called {name}"
        return self.browser.get(f"{self.eid}{links[0]}")

    def press(self, page: httpx.Response, action: str = "") -> httpx.Response:
        """Send the form of a page, as its button does."""
        token = FORM.search(page.text)
        assert token
        return self.browser.post(
            f"{self.eid}{action}" if action else str(page.url),
            data={"csrfmiddlewaretoken": token[1]},
            headers={"Referer": str(page.url)},
        )

    def approved_by(self, name: str, **other: str | None) -> dict[str, str]:
        """What comes back to the service when somebody approves."""
        return returned(self.press(self.choose(name, **other)))

    def redeem(self, code: str, **other: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": self.verifier,
        }
        return httpx.post(f"{self.eid}/token", data=form | other, headers=self.basic())

    def basic(self) -> dict[str, str]:
        pair = urlencode({self.client: self.secret}).replace("=", ":", 1)
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def told_of(self, name: str, **other: str | None) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """A whole login: the claims of the ID token, and those of userinfo."""
        answer = self.redeem(self.approved_by(name, **other)["code"])
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        return self.claims(tokens["id_token"]), self.userinfo(tokens["access_token"]).json()

    def claims(self, token: str) -> Mapping[str, Any]:
        keys = KeySet.import_key_set(httpx.get(f"{self.eid}/jwks.json").json())
        return jwt.decode(token, keys, algorithms=["RS256", "ES256"]).claims

    def userinfo(self, token: str) -> httpx.Response:
        return httpx.get(f"{self.eid}/userinfo", headers={"Authorization": f"Bearer {token}"})


def returned(answer: httpx.Response) -> dict[str, str]:
    """The query with which the browser is sent back to the service."""
    address = answer.headers["location"]
    assert address.startswith(BACK), address
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

"""A login from its first redirect to the claims it ends with."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx

from examples.kit.login import id_token
from examples.kit.login.client import Client
from examples.kit.login.failed import Failed, Reason
from examples.kit.login.provider import Provider


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser's session keeps of a login that is under way; `asdict` makes it JSON."""

    state: str
    nonce: str
    verifier: str
    onwards: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Finished:
    """`claims` are the ID token's, with those that userinfo adds."""

    claims: dict[str, Any]
    id_token: str
    onwards: str


@dataclass(frozen=True)
class RelyingParty:
    provider: Provider
    client: Client

    def begin(self, *, at: datetime, onwards: str, wishes: Mapping[str, str]) -> tuple[str, Begun] | Failed:
        """Where to send the browser, and what to keep. `wishes`: acr_values, prompt, ui_locales and such."""
        metadata = self.provider.metadata(at=at)
        if isinstance(metadata, Failed):
            return metadata
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        begun = Begun(state, nonce, verifier, onwards)
        asked = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": self.client.redirect_uri,
            "scope": self.client.scope,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge(begun.verifier),
            "code_challenge_method": "S256",
            **{name: wish for name, wish in wishes.items() if wish},
        }
        return with_query(metadata["authorization_endpoint"], asked), begun

    def finish(self, answer: Mapping[str, str], begun: Begun | None, *, at: datetime) -> Finished | Failed:
        """What came back to the redirect address, judged before anything is believed."""
        metadata = self.provider.metadata(at=at)
        if isinstance(metadata, Failed):
            return metadata
        if begun is None or not same(answer.get("state", ""), begun.state):
            return Failed(Reason.NOT_OURS, "state is not that of a login begun in this browser")
        # RFC 9207: the answer names its issuer, so that one provider cannot pass for another.
        promised = metadata.get("authorization_response_iss_parameter_supported") is True
        if (promised or "iss" in answer) and answer.get("iss") != self.provider.issuer:
            return Failed(Reason.OTHER_ISSUER, f"iss is {answer.get('iss')!r}")
        if "error" in answer:
            return Failed(Reason.REFUSED_THERE, answer["error"])
        if not answer.get("code"):
            return Failed(Reason.PROVIDER_ODD, "neither code nor error")
        return self._redeem(answer["code"], begun, metadata, at)

    def _redeem(
        self, code: str, begun: Begun, metadata: Mapping[str, Any], at: datetime
    ) -> Finished | Failed:
        grant = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.client.redirect_uri,
            "code_verifier": begun.verifier,
        }
        tokens = self.tokens(grant, metadata, at=at)
        if isinstance(tokens, Failed):
            return tokens
        token, access = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(token, str) or not isinstance(access, str):
            return Failed(Reason.PROVIDER_ODD, "no ID token or no access token")
        keys = self.provider.keys(at=at, knowing=id_token.key_name(token))
        if isinstance(keys, Failed):
            return keys
        expected = id_token.Expected(self.provider.issuer, self.client.id, begun.nonce, access)
        claims = id_token.checked(token, keys, expected, at=at)
        if isinstance(claims, Failed):
            return claims
        more = self._userinfo(access, claims["sub"], metadata)
        if isinstance(more, Failed):
            return more
        return Finished({**more, **claims}, token, begun.onwards)

    def tokens(
        self, grant: Mapping[str, str], metadata: Mapping[str, Any], *, at: datetime
    ) -> dict[str, Any] | Failed:
        """What the token endpoint gives for a grant."""
        shown = self.client.shows_itself(audience=self.provider.issuer, at=at)
        try:
            answer = self.provider.http.post(metadata["token_endpoint"], data={**grant, **shown})
            told = answer.json()
        except (httpx.HTTPError, ValueError) as silence:
            return Failed(Reason.PROVIDER_SILENT, f"token endpoint: {silence}")
        if answer.status_code != httpx.codes.OK or not isinstance(told, dict):
            said = told.get("error") if isinstance(told, dict) else ""
            return Failed(Reason.CODE_REFUSED, f"{answer.status_code} {said}")
        return told

    def _userinfo(
        self, access_token: str, subject: str, metadata: Mapping[str, Any]
    ) -> dict[str, Any] | Failed:
        """What userinfo adds. It must be about the same person (OpenID Connect Core 5.3.2)."""
        if not (address := metadata.get("userinfo_endpoint")):
            return {}
        try:
            answer = self.provider.http.get(address, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, ValueError) as silence:
            return Failed(Reason.PROVIDER_SILENT, f"userinfo: {silence}")
        if not isinstance(told, dict) or told.get("sub") != subject:
            return Failed(Reason.TOKEN_WRONG, "userinfo is about somebody else")
        return told

    def goodbye(self, token: str, *, back: str, at: datetime) -> str:
        """Where the provider logs the person out too (OpenID Connect RP-Initiated Logout 1.0)."""
        metadata = self.provider.metadata(at=at)
        if isinstance(metadata, Failed) or not metadata.get("end_session_endpoint"):
            return back
        asked = {"id_token_hint": token, "client_id": self.client.id, "post_logout_redirect_uri": back}
        return with_query(metadata["end_session_endpoint"], asked)


def challenge(verifier: str) -> str:
    """S256 (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def same(given: str, kept: str) -> bool:
    return secrets.compare_digest(given.encode(), kept.encode())


def with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

"""Authlib's authorization server, with everything that surrounds it taken from us.

The boundary: what goes in has been read, counted and authenticated already (doors, authentication);
what it asks for goes to the rooms; what comes out is a status and a body. Known defects of Authlib
1.9 on the way are met here and in doors: PKCE is always required, a code that is shown again ends
what it gave, parameters never come from two places, lifetimes are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    ClientMixin,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Error,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, ClientCredentialsGrant, RefreshTokenGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge

from fuldmagt.clients.models import Client
from fuldmagt.clients.rules import ACCESS_SCOPES, PROGRAM_SCOPES
from fuldmagt.clients.sessions import actions, rules
from fuldmagt.clients.sessions.models import Code, RefreshToken
from fuldmagt.clients.systems.models import System
from fuldmagt.clients.systems.queries import system_of
from fuldmagt.federation.oidc import tokens
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.systems import NotGranted, Wish, granted_to, wish
from fuldmagt.federation.oidc.use import Granted, granted

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: dict[str, Any]


class Asked(OAuth2Request):  # type: ignore[misc]  # Authlib is untyped
    """A token request whose parameters have been read, each once, and whose client is known."""

    def __init__(self, parameters: Mapping[str, str], client: Client, at: datetime) -> None:
        super().__init__("POST", f"{issuer()}/oidc/token")
        self.payload = BasicOAuth2Payload(dict(parameters))
        self.known, self.at = Known(client), at
        self.wished: Wish | None = None  # of a program: for whom it asked what
        self.no: NotGranted | None = None  # and why it did not get it

    @property
    def form(self) -> dict[str, str]:
        return dict(self.payload.data)


class Known(ClientMixin):  # type: ignore[misc]  # Authlib is untyped
    """A client as Authlib wants to ask it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @cached_property
    def system(self) -> System | None:
        """The program that the client is; a provider's application is none."""
        return system_of(self.client) if self.client.provider_id is None else None

    def check_grant_type(self, grant_type: str) -> bool:
        if grant_type == "client_credentials":
            return bool(set(self.client.scopes) & set(PROGRAM_SCOPES)) or self.system is not None
        return bool(self.client.redirect_uris)


class Redeemed:
    """An authorization code that has just been used up."""

    code_challenge_method = "S256"

    def __init__(self, code: Code) -> None:
        self.session, self.code_challenge = code.session, code.challenge
        self.redirect_uri = code.redirect_uri

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return " ".join(self.session.scopes)


class Exchanged:
    """A refresh token that has just been used up."""

    def __init__(self, token: RefreshToken) -> None:
        self.session, self.scopes = token.session, token.scopes

    def check_client(self, client: Known) -> bool:
        return bool(self.session.client_id == client.client.pk)

    def get_scope(self) -> str:
        return " ".join(self.scopes)


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib is untyped
    def query_authorization_code(self, code: str, client: Known) -> Redeemed | None:
        if not self.request.payload.data.get("code_verifier"):
            raise InvalidRequestError("code_verifier is missing")
        found = actions.redeem(code, client=client.client.ref, at=self.request.at)
        return Redeemed(found) if found else None

    def authenticate_user(self, code: Redeemed) -> Granted | None:
        return granted(code.session, at=self.request.at)

    def delete_authorization_code(self, code: Redeemed) -> None:
        """It has been used up when it was found: before anything was judged that could be tried again."""


class RefreshGrant(RefreshTokenGrant):  # type: ignore[misc]  # Authlib is untyped
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, token: str) -> Exchanged | None:
        found = actions.exchange(token, client=self.request.known.client.ref, at=self.request.at)
        return Exchanged(found) if found else None

    def authenticate_user(self, token: Exchanged) -> Granted:
        found = granted(token.session, at=self.request.at)
        if found is None:
            actions.end(token.session, because=WITHDRAWN, at=self.request.at)
            raise InvalidGrantError("the right to it has ended")
        return found

    def revoke_old_credential(self, token: Exchanged) -> None:
        """It has been used up when it was found."""


class OwnGrant(ClientCredentialsGrant):  # type: ignore[misc]  # Authlib is untyped
    """The client for itself: at the doors for applications; a program of an organisation for that."""

    def validate_requested_scope(self) -> None:
        system, asked = self.request.known.system, self.request.payload
        if system is not None:
            found = wish(
                asked.scope or "",
                asked.data.get("authorization_details", ""),
                home=system.user.organisation.ref,
            )
            if isinstance(found, Problem):
                raise OAuth2Error(found.description, error=found.error, status_code=400)
            self.wished = found
            return
        own = set(self.request.known.client.scopes) & set(PROGRAM_SCOPES)
        if not set((self.request.payload.scope or "").split()) <= own:
            raise InvalidScopeError()

    def create_token_response(self) -> tuple[int, dict[str, Any], Any]:
        system = self.request.known.system
        if system is None:
            answer: tuple[int, dict[str, Any], Any] = super().create_token_response()
            return answer
        self.request.wished = self.wished
        found = granted_to(system, self.wished, at=self.request.at)
        if isinstance(found, NotGranted):
            self.request.no = found
            raise RefusedError(found)
        self.request.user = found
        scope = " ".join(self.wished.services)
        return 200, self.generate_token(user=found, scope=scope, include_refresh_token=False), ()


class RefusedError(InvalidGrantError):  # type: ignore[misc]  # Authlib is untyped
    """A program may not do what it asked for; the reasons stand beside the error."""

    def __init__(self, no: NotGranted) -> None:
        super().__init__(no.description)
        self.context = no.context

    def get_body(self) -> list[tuple[str, Any]]:
        return [*super().get_body(), *self.context.items()]


class Server(AuthorizationServer):  # type: ignore[misc]  # Authlib is untyped
    """Lives for one request."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked
        self.register_grant(CodeGrant, [CodeChallenge(required=True)])
        self.register_grant(RefreshGrant)
        self.register_grant(OwnGrant)
        self.register_token_generator("default", self.issue)

    def query_client(self, client_id: str) -> Known:
        return self.asked.known

    def authenticate_client(self, request: Asked, methods: list[str], endpoint: str = "token") -> Known:
        """The client has shown who it is before Authlib was called."""
        request.auth_method = request.known.client.authentication
        return request.known

    def create_oauth2_request(self, request: Asked) -> Asked:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Answer:
        return Answer(status, dict(body))

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens: what has happened stands in the journal."""

    def save_token(self, token: dict[str, Any], request: Asked) -> None:
        """Kept when it was issued, since its reference is in it."""

    def issue(
        self,
        grant_type: str,
        client: Known,
        user: Granted | None = None,
        scope: str | None = None,
        expires_in: int | None = None,
        include_refresh_token: bool = True,
    ) -> dict[str, Any]:
        """All tokens of an answer. On a refresh the ID token has no nonce (OpenID Connect Core 12.2)."""
        at, known = self.asked.at, client.client
        scopes = (scope or "").split() or [each for each in known.scopes if each in ACCESS_SCOPES]
        access = tokens.access_token(known, user, scopes, at=at)
        answer: dict[str, Any] = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(rules.ACCESS.total_seconds()),
            "scope": " ".join(scopes),
        }
        if user is None:
            return answer
        nonce = user.session.nonce if grant_type == CodeGrant.GRANT_TYPE else ""
        if "openid" in scopes:
            answer["id_token"] = tokens.id_token(known, user, scopes, access, nonce=nonce, at=at)
        if include_refresh_token:
            answer["refresh_token"] = actions.give_refresh(user.session, scopes=user.session.scopes, at=at)
        return answer

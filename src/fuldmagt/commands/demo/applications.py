"""The applications of the demonstration: how the platform knows them, and what each is told of itself."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from joserfc.jwk import ECKey

from fuldmagt.clients.actions import Application, register
from fuldmagt.clients.models import Client
from fuldmagt.commands.demo.world import PLATFORM
from fuldmagt.registers.eid.broker import redirect_uri
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Refusal

Told = dict[str, Any]
ASKING = ("access:evaluate", "access:request")


def register_all(*, at: datetime) -> dict[str, Told]:
    """Register each; what comes back are the sections that the applications read in demo.json."""
    return {"se_sag": _se_sag(at), "employer_portal": _employer_portal(at), "script": _script(at)}


def _se_sag(at: datetime) -> Told:
    """Se Sag signs what it says of itself with a key of its own."""
    own = f"http://localhost:{settings.PORT + 11}"
    key = ECKey.generate_key("P-256", auto_kid=True)
    application = Application(
        ref="se-sag",
        name="Se Sag",
        provider="aes",
        services=("se-sag",),
        authentication=Client.Authentication.PRIVATE_KEY_JWT,
        jwks={"keys": [key.as_dict(private=False) | {"use": "sig", "alg": "ES256"}]},
        scopes=("openid", "profile", "organisation", "se-sag", *ASKING),
        redirect_uris=(f"{own}/login/callback",),
        post_logout_redirect_uris=(f"{own}/",),
    )
    _registered(application, at)
    return {
        "url": own,
        "issuer": settings.BASE_URL,
        "client_id": application.ref,
        "key": key.as_dict(private=True),
        "decisions": f"{settings.BASE_URL}/access/v1/evaluation",
        "decisions_scope": " ".join(ASKING),
    }


def _employer_portal(at: datetime) -> Told:
    """The portal asks for decisions, and looks for whom an adviser may act."""
    own = f"http://localhost:{settings.PORT + 12}"
    key = ECKey.generate_key("P-256", auto_kid=True)
    application = Application(
        ref="employer-portal",
        name="Werkgeversportaal",
        provider="zilverdal",
        services=("portal",),
        authentication=Client.Authentication.PRIVATE_KEY_JWT,
        jwks={"keys": [key.as_dict(private=False) | {"use": "sig", "alg": "ES256"}]},
        scopes=("openid", "profile", "organisation", "portal", *ASKING, "access:search", "grants:manage"),
        redirect_uris=(f"{own}/login/callback", f"{own}/adviser/given"),
        post_logout_redirect_uris=(f"{own}/",),
    )
    _registered(application, at)
    return {
        "url": own,
        "issuer": settings.BASE_URL,
        "client_id": application.ref,
        "key": key.as_dict(private=True),
        "decisions": f"{settings.BASE_URL}/access/v1/evaluation",
        "searches": f"{settings.BASE_URL}/access/v1/search/resource",
    }


def _script(at: datetime) -> Told:
    """For whoever wants to ask for decisions from a command line."""
    secret = dice.token()
    application = Application(
        ref="script",
        name="A script that asks for decisions",
        provider="aes",
        services=("se-sag",),
        scopes=(*ASKING, "access:simulate"),
    )
    _registered(application, at, secret)
    return {"client_id": application.ref, "client_secret": secret, "scopes": list(application.scopes)}


def _registered(application: Application, at: datetime, secret: str | None = None) -> None:
    done = register(application, by=PLATFORM, at=at, secret=secret)
    if isinstance(done, Refusal):
        raise RuntimeError(f"{application.ref}: {json.dumps(done.reason)} {done.about}")


def national_eid(people: list[Told]) -> Told:
    """The section of the stand-in eID: its people, and the platform as its only client."""
    platform = {
        "client_id": settings.EID_CLIENT_ID,
        "client_secret": settings.EID_CLIENT_SECRET,
        "client_name": settings.BRAND_NAME,
        "redirect_uris": [redirect_uri()],
    }
    return {"issuer": settings.EID_ISSUER, "people": people, "clients": [platform]}

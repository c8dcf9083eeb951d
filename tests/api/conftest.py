"""The world of the law's cast in the database, and callers of the door for decisions."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from fuldmagt.api.access import door
from fuldmagt.api.access.messages import Answered, Asked
from fuldmagt.clients.models import Client as Application
from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Refusal
from tests.conftest import MONDAY
from tests.decisions.cast import DE_KORREL, FILE, JONAS, VIEW

BENCH = ("bench", "for-tests-only-0123456789abcdef")
PORTAL = ("portal-app", "for-tests-only-portal-0123456789")
JSON = "application/json"
AT_LEVEL = {"assurance": "substantial", "means": "app"}
QUESTIONS = ("evaluation", "evaluations", "search/subject", "search/resource", "search/action")
Ask = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def cast(db: None, clock: object) -> None:
    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    assert not isinstance(load(parsed, replace=False, by="test", at=MONDAY), Refusal)


@pytest.fixture
def portal_app() -> Application:
    """The pension fund's own application: it may ask about its portal, now, and nothing else."""
    provider = Application.provider.field.related_model.objects.get(ref="pension")
    return Application.objects.create(
        ref=PORTAL[0],
        name="Werkgeversportaal",
        provider=provider,
        secret_hash=hashes.of_token(PORTAL[1]),
        scopes=["access:evaluate"],
    )


def basic(client: str, secret: str) -> str:
    return "Basic " + b64encode(f"{client}:{secret}".encode()).decode()


@pytest.fixture
def post(client: Client) -> Ask:
    """Send anything to a path of the door, as bench unless told otherwise."""

    def posting(
        path: str, body: Any, *, by: tuple[str, str] = BENCH, content_type: str = JSON, **headers: str
    ) -> Any:
        sent = {"Authorization": basic(*by), "Accept-Language": "en"} | headers
        return client.post(f"/access/v1/{path}", body, content_type=content_type, headers=sent)

    return posting


def asked(user: str, right: str, place: str, kind: str = "organisation", **more: Any) -> dict[str, Any]:
    """A question as AuthZEN writes it."""
    return {
        "subject": {"type": "user", "id": user},
        "action": {"name": right},
        "resource": {"type": kind, "id": place},
        **more,
    }


@pytest.fixture
def evaluate(client: Client) -> Ask:
    """Ask the door: `evaluate(user, right, resource, context...)`, as bench unless told otherwise."""

    def asking(
        user: str,
        right: str,
        organisation: str = "",
        *,
        branch: str = "",
        by: tuple[str, str] = BENCH,
        headers: dict[str, str] | None = None,
        **context: Any,
    ) -> Any:
        kind, name = ("branch", branch) if branch else ("organisation", organisation)
        body = {
            "subject": {"type": "user", "id": user},
            "action": {"name": right},
            "resource": {"type": kind, "id": name},
            "context": context,
        }
        sent = {"Authorization": basic(*by), "Accept-Language": "en"} | (headers or {})
        return client.post("/access/v1/evaluation", body, content_type="application/json", headers=sent)

    return asking


GOOD = msgspec.json.encode(asked(JONAS, VIEW, DE_KORREL))


def at_the_door(path: str, body: bytes = GOOD, **more: Any) -> Answered:
    """Ask without any web framework."""
    given: dict[str, Any] = {
        "method": "POST",
        "path": path,
        "at": MONDAY,
        "authorization": basic(*BENCH),
        "content_type": JSON,
        "body": body,
    }
    return door.answer(Asked(**given | more))


def header(answered: Answered, name: str) -> str:
    return next((value for said, value in answered.headers if said == name), "")

"""A service that evaluates and asks, over HTTP, by the draft profile."""

from base64 import b64encode
from typing import Any

from django.test import Client

from fuldmagt.clients.actions import Application, Registered, register
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock as now
from tests.requests.cast import KOMMUNAL

PROBLEM = "urn:openid:authzen:access-request:error:"
SCOPES = ("access:evaluate", "access:simulate", "access:request")
JSON = dict[str, Any]


class Caller:
    """An application of the provider, which evaluates and asks by HTTP Basic."""

    def __init__(self, ref: str, *callbacks: str, scopes: tuple[str, ...] = SCOPES) -> None:
        application = Application(ref, ref, "aes", ("se-sag",), scopes=scopes, callback_uris=callbacks)
        done = register(application, by="test", at=now.now())
        assert isinstance(done, Registered), done
        pair = b64encode(f"{ref}:{done.secret}".encode()).decode()
        self.ref, self.wire = ref, Client(headers={"authorization": f"Basic {pair}", "accept-language": "en"})

    def post(self, path: str, body: JSON | None = None, **headers: str) -> Any:
        return self.wire.post(path, body or {}, content_type="application/json", headers=headers)

    def evaluate(self, user: BusinessUser, right: str = KOMMUNAL, **context: str) -> JSON:
        body = question(user, right) | {"context": context}
        answer: JSON = self.post("/access/v1/evaluation", body).json()
        return answer

    def submit(
        self, no: JSON, user: BusinessUser, right: str = KOMMUNAL, *, key: str = "", **more: Any
    ) -> Any:
        body = question(user, right) | {"denial": denial(no)} | more
        return self.post("/access/v1/requests", body, **({"Idempotency-Key": key} if key else {}))

    def asks(self, user: BusinessUser, **more: Any) -> JSON:
        answer = self.submit(self.evaluate(user), user, **more)
        assert answer.status_code == 202, answer.content
        task: JSON = answer.json()["task"]
        return task

    def get(self, task: JSON) -> Any:
        return self.wire.get(path(task["status_endpoint"]))


def question(user: BusinessUser, right: str = KOMMUNAL) -> JSON:
    return {
        "subject": {"type": "user", "id": user.ref},
        "action": {"name": right},
        "resource": {"type": "organisation", "id": user.organisation.ref},
    }


def denial(no: JSON) -> JSON:
    context = no["context"]
    return {
        "decision": no,
        "access_request": context.get("access_request", {}),
        "evaluation_id": context.get("evaluation_id", ""),
    }


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix(PROBLEM)

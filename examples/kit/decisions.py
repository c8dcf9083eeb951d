"""Asking the platform over OpenID AuthZEN 1.0: may this user do this for this organisation?

Everything but a clear yes or a clear no is silence, and silence closes the door.
"""

import base64
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from examples.kit.login.failed import Failed
from examples.kit.login.relying_party import RelyingParty

PATIENCE = httpx.Timeout(5, connect=2)
EARLY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Question:
    user: str
    right: str
    organisation: str
    assurance: str
    means: str = ""

    def written(self) -> dict[str, Any]:
        context = {"assurance": self.assurance} | ({"means": self.means} if self.means else {})
        return {
            "subject": {"type": "user", "id": self.user},
            "action": {"name": self.right},
            "resource": {"type": "organisation", "id": self.organisation},
            "context": context,
        }


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason of a no: the code, who mends it, by what, and the sentence for the person."""

    reason: str
    mended_by: str
    remedy: str
    message: str


@dataclass(frozen=True, slots=True)
class Yes:
    right: str
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class No:
    right: str
    obstacles: tuple[Obstacle, ...]
    acr_values: str = ""
    ask_at: str = ""  # where the person can ask for what is missing


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, or none that can be trusted. `about` is for the log."""

    about: str


@dataclass(frozen=True, slots=True)
class Basic:
    """The caller by client id and secret (RFC 6749, 2.3.1: both encoded as in a form)."""

    id: str
    secret: str

    def authorization(self, *, at: datetime) -> str | Failed:
        pair = f"{quote(self.id, safe='')}:{quote(self.secret, safe='')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    def forget(self) -> None:
        """A secret stays the same."""


@dataclass
class Bearer:
    """The caller by a token that it fetches with its own key, and keeps until shortly before its end."""

    party: RelyingParty
    scope: str = "access:evaluate"
    _token: tuple[datetime, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def authorization(self, *, at: datetime) -> str | Failed:
        with self._lock:
            if self._token is None or at >= self._token[0]:
                metadata = self.party.provider.metadata(at=at)
                if isinstance(metadata, Failed):
                    return metadata
                grant = {"grant_type": "client_credentials", "scope": self.scope}
                told = self.party.tokens(grant, metadata, at=at)
                if isinstance(told, Failed):
                    return told
                lifetime = timedelta(seconds=float(told.get("expires_in", 60)))
                self._token = (at + max(lifetime - EARLY, timedelta()), str(told.get("access_token", "")))
            return f"Bearer {self._token[1]}"

    def forget(self) -> None:
        with self._lock:
            self._token = None


@dataclass
class Decisions:
    """The decision service, asked anew each time: an answer is never kept."""

    address: str
    caller: Basic | Bearer
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def ask(self, question: Question, *, language: str, at: datetime) -> Yes | No | Silence:
        answer = self._answer(question, language, at)
        if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
            self.caller.forget()  # the token may have ended before its time: once more, with a new one
            answer = self._answer(question, language, at)
        if isinstance(answer, Silence):
            return answer
        if answer.status_code != httpx.codes.OK:
            return Silence(f"{self.address}: status {answer.status_code}")
        try:
            return understood(answer.json(), question.right)
        except ValueError as odd:
            return Silence(f"{self.address}: {odd}")

    def _answer(self, question: Question, language: str, at: datetime) -> httpx.Response | Silence:
        shown = self.caller.authorization(at=at)
        if isinstance(shown, Failed):
            return Silence(f"no credentials: {shown.about}")
        headers = {"Authorization": shown, "Accept-Language": language}
        try:
            return self.http.post(self.address, json=question.written(), headers=headers)
        except httpx.HTTPError as silence:
            return Silence(f"{self.address}: {silence}")


def understood(told: Any, right: str) -> Yes | No | Silence:
    """Only true and false are decisions. A pre-check and a simulation judge no login: they are neither."""
    context = told.get("context") or {} if isinstance(told, dict) else None
    if not isinstance(context, dict) or context.get("precheck") or context.get("simulation"):
        return Silence("the answer is not one about this login")
    if told.get("decision") is True:
        return Yes(right, valid_until=str(context.get("valid_until") or ""))
    if told.get("decision") is False:
        reasons = context.get("reasons")
        obstacles = (
            [_obstacle(each) for each in reasons if isinstance(each, dict)]
            if isinstance(reasons, list)
            else []
        )
        levels = str(context.get("acr_values") or "")
        return No(right, tuple(obstacles), acr_values=levels, ask_at=_ask_at(context))
    return Silence("the answer holds no decision")


def _ask_at(context: dict[str, Any]) -> str:
    """The form of a no that can be requested (AuthZEN Access Request and Approval Profile)."""
    hint = context.get("access_request")
    if not isinstance(hint, dict) or hint.get("requestable") is not True:
        return ""
    address = hint.get("form_url")
    web = isinstance(address, str) and address.startswith(("https://", "http://"))
    return str(address) if web else ""


def _obstacle(told: dict[str, Any]) -> Obstacle:
    return Obstacle(*(str(told.get(name) or "") for name in ("reason", "mended_by", "remedy", "message")))

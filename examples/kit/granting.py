"""Asking the platform where an employer gives an adviser access, over the application's own connection."""

from dataclasses import dataclass, field
from datetime import datetime

import httpx

from examples.kit.decisions import PATIENCE, Basic, Bearer, Silence
from examples.kit.login.failed import Failed


@dataclass(frozen=True, slots=True)
class Asked:
    """For which organisation; the browser comes back to `return_to` with `state`."""

    service: str
    organisation: str
    return_to: str
    state: str


@dataclass
class Granting:
    address: str
    platform: str
    caller: Basic | Bearer
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def page(self, asked: Asked, *, at: datetime) -> str | Silence:
        """Where to send the browser: a page of the platform's and nobody else's."""
        answer = self._sent(asked, at)
        if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
            self.caller.forget()  # the token may have ended before its time: once more, with a new one
            answer = self._sent(asked, at)
        if isinstance(answer, Silence):
            return answer
        try:
            told = answer.json() if answer.status_code == httpx.codes.CREATED else None
        except ValueError:
            told = None
        page = told.get("url") if isinstance(told, dict) else None
        if isinstance(page, str) and page.startswith(f"{self.platform}/"):
            return page
        return Silence(f"{self.address}: status {answer.status_code}")

    def _sent(self, asked: Asked, at: datetime) -> httpx.Response | Silence:
        shown = self.caller.authorization(at=at)
        if isinstance(shown, Failed):
            return Silence(f"no credentials: {shown.about}")
        body = {
            "service": asked.service,
            "organisation": asked.organisation,
            "return_to": asked.return_to,
            "state": asked.state,
        }
        try:
            return self.http.post(self.address, json=body, headers={"Authorization": shown})
        except httpx.HTTPError as silence:
            return Silence(f"{self.address}: {silence}")

"""Asking the platform over OpenID AuthZEN 1.0 for whom a user may do something: all pages of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from examples.kit.decisions import PATIENCE, Basic, Bearer, Silence
from examples.kit.login.failed import Failed

PAGES = 20  # of a thousand each: more than any adviser has clients


@dataclass(frozen=True, slots=True)
class Wanted:
    user: str
    right: str
    assurance: str
    means: str = ""

    def written(self, token: str) -> dict[str, Any]:
        context = {"assurance": self.assurance} | ({"means": self.means} if self.means else {})
        return {
            "subject": {"type": "user", "id": self.user},
            "action": {"name": self.right},
            "resource": {"type": "organisation"},
            "context": context,
            "page": {"limit": 1000} | ({"token": token} if token else {}),
        }


@dataclass
class Searches:
    address: str
    caller: Basic | Bearer
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE))

    def organisations(self, wanted: Wanted, *, at: datetime) -> tuple[str, ...] | Silence:
        """Every organisation, in the order of its number. What comes in part is silence."""
        found: list[str] = []
        token = ""
        for _ in range(PAGES):
            told = self._page(wanted, token, at)
            if isinstance(told, Silence):
                return told
            found += [str(each["id"]) for each in told["results"]]
            token = str(told.get("page", {}).get("next_token") or "")
            if not token:
                return tuple(found)
        return Silence(f"{self.address}: the pages do not end")

    def _page(self, wanted: Wanted, token: str, at: datetime) -> Mapping[str, Any] | Silence:
        answer = self._asked(wanted, token, at)
        if isinstance(answer, httpx.Response) and answer.status_code == httpx.codes.UNAUTHORIZED:
            self.caller.forget()  # the token may have ended before its time: once more, with a new one
            answer = self._asked(wanted, token, at)
        if isinstance(answer, Silence):
            return answer
        try:
            told = answer.json() if answer.status_code == httpx.codes.OK else None
        except ValueError:
            told = None
        if isinstance(told, dict) and isinstance(told.get("results"), list):
            return told
        return Silence(f"{self.address}: status {answer.status_code}")

    def _asked(self, wanted: Wanted, token: str, at: datetime) -> httpx.Response | Silence:
        shown = self.caller.authorization(at=at)
        if isinstance(shown, Failed):
            return Silence(f"no credentials: {shown.about}")
        try:
            written = wanted.written(token)
            return self.http.post(self.address, json=written, headers={"Authorization": shown})
        except httpx.HTTPError as silence:
            return Silence(f"{self.address}: {silence}")

"""A phone with the approval app, as the platform meets it: what it sends, and its seed."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from fuldmagt.authenticators.app import actions
from fuldmagt.authenticators.app.actions import code_of
from fuldmagt.authenticators.app.rules import text_of
from fuldmagt.authenticators.models import AppRequest
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock

ORIGIN = "http://localhost:8000"


def lengthened(*parts: str) -> bytes:
    """A message as the app writes it."""
    return b"".join(f"{len(part.encode())}:".encode() + part.encode() + b"\n" for part in parts)


def signed(key: Ed25519PrivateKey, *parts: str) -> str:
    return text_of(key.sign(lengthened(*parts)))


@dataclass
class Phone:
    """The app on a phone; `door` sends to the platform and gives the answer's status and content."""

    browser: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))
    seed: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    origin: str = ORIGIN
    key: str = ""
    secret: str = ""

    def says(self, door: str, **said: Any) -> Any:
        return self.browser.post(f"/app/{door}", said, content_type="application/json")

    @property
    def public_key(self) -> str:
        return text_of(self.seed.public_key().public_bytes_raw())

    def types_code(self, user_id: str, code: str) -> Any:
        return self.says("code", user_id=user_id, code=code)

    def new_key(self, entered: dict[str, str]) -> dict[str, str]:
        signature = signed(self.seed, "fuldmagt key 1", self.origin, entered["challenge"], self.public_key)
        return {"token": entered["token"], "public_key": self.public_key, "signature": signature}

    def hands_in(self, entered: dict[str, str], **changed: str) -> Any:
        answer = self.says("key", **self.new_key(entered) | changed)
        if answer.status_code == 200:
            self.key, self.secret = answer.json()["key"], answer.json()["secret"]
        return answer

    def activates(self, user_id: str, code: str) -> Any:
        return self.hands_in(self.types_code(user_id, code).json())

    def waiting(self) -> Any:
        return self.says("waiting", keys=[{"key": self.key, "secret": self.secret}]).json()

    def signature(self, shown: dict[str, str], number: str, seed: Ed25519PrivateKey | None = None) -> str:
        return signed(
            seed or self.seed,
            "fuldmagt approval 1",
            self.origin,
            shown["request"],
            shown["challenge"],
            shown["user_id"],
            shown["services"],
            shown["organisation"],
            number,
        )

    def approval(
        self, shown: dict[str, str], number: str, seed: Ed25519PrivateKey | None = None
    ) -> dict[str, str]:
        signature = self.signature(shown, number, seed)
        held = {"key": self.key, "secret": self.secret, "request": shown["request"]}
        return held | {"number": number, "signature": signature}

    def approves(self, number: str, *, wrong_pin: bool = False) -> Any:
        """Approve what waits, with the number from the screen; with a wrong PIN another seed comes out."""
        [shown] = self.waiting()["requests"]
        seed = Ed25519PrivateKey.generate() if wrong_pin else None
        return self.says("approve", **self.approval(shown, number, seed))

    def denies(self) -> Any:
        [shown] = self.waiting()["requests"]
        return self.says("deny", key=self.key, secret=self.secret, request=shown["request"])


def phone_of(user: BusinessUser) -> Phone:
    """The user's phone, with the app in use."""
    phone = Phone()
    pending = actions.begin(user, at=clock.now())
    answer = phone.activates(user.user_id or "", code_of(pending))
    assert answer.status_code == 200, answer.content
    return phone


def number_asked() -> str:
    """The number that the newest login page shows."""
    return AppRequest.objects.latest("pk").number


def other(number: str) -> str:
    return "10" if number != "10" else "11"

"""What a service wants of a login, whatever the protocol it said it in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from fuldmagt.vocabulary.assurance import BY_WORD, Level


class Prompt(StrEnum):
    """What the person is to be asked although we may know it (OpenID Connect Core 3.1.2.1)."""

    NONE = "none"  # nothing: answer at once or not at all
    LOGIN = "login"
    SELECT_ACCOUNT = "select_account"


@dataclass(frozen=True, slots=True)
class Demand:
    """Who asks for whom, and how sure we must be.

    Without a client it is a login to the platform's own pages. `rights` narrows what is asked for;
    empty, all rights of the services are. A named `organisation` is the only one that the login may be
    for; without it the person chooses. `door` is the name of the address that takes the answer,
    and `reply` what that door wants back with it: we keep it and do not look.
    """

    door: str
    client: str = ""
    services: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    organisation: str = ""
    level: Level | None = None
    prompt: frozenset[Prompt] = frozenset()
    max_age: timedelta | None = None
    login_hint: str = ""
    ui_locales: tuple[str, ...] = ()
    reply: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether it is about the platform's own pages."""
        return not self.client

    def written(self) -> dict[str, Any]:
        return {
            "door": self.door,
            "client": self.client,
            "services": list(self.services),
            "rights": list(self.rights),
            "organisation": self.organisation,
            "level": self.level.word if self.level else None,
            "prompt": sorted(self.prompt),
            "max_age": None if self.max_age is None else int(self.max_age.total_seconds()),
            "login_hint": self.login_hint,
            "ui_locales": list(self.ui_locales),
            "reply": dict(self.reply),
        }


def read(written: Mapping[str, Any]) -> Demand:
    """The demand that `written` wrote."""
    max_age = written["max_age"]
    return Demand(
        door=written["door"],
        client=written["client"],
        services=tuple(written["services"]),
        rights=tuple(written["rights"]),
        organisation=written.get("organisation", ""),  # a login begun before there was such a wish
        level=BY_WORD[written["level"]] if written["level"] else None,
        prompt=frozenset(Prompt(word) for word in written["prompt"]),
        max_age=None if max_age is None else timedelta(seconds=max_age),
        login_hint=written["login_hint"],
        ui_locales=tuple(written["ui_locales"]),
        reply=written["reply"],
    )

"""What went wrong, as OAuth says it. A value, not an exception; Authlib's exceptions end in its boundary."""

from dataclasses import dataclass
from typing import Final

UNAUTHORISED: Final = frozenset({"invalid_client", "invalid_token"})


@dataclass(frozen=True, slots=True)
class Problem:
    """An OAuth error. The description is for the developer: ASCII without quotes (RFC 6749 section 5.2)."""

    error: str
    description: str = ""

    @property
    def status(self) -> int:
        return 401 if self.error in UNAUTHORISED else 400

    def written(self) -> dict[str, str]:
        body = {"error": self.error}
        return body | {"error_description": self.description} if self.description else body

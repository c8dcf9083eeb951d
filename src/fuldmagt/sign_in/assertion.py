"""What a finished login says, whatever the protocol that will carry it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Assertion:
    """This user logged in, so surely, and acts for this organisation with these rights.

    The user's home is an intermediary where the organisation is another.
    """

    sign_in: str
    client: str
    user: str
    home: str
    organisation: str
    services: tuple[str, ...]
    rights: tuple[str, ...]
    level: Level
    means: Means
    since: datetime
    revision: str
    reply: Mapping[str, Any]

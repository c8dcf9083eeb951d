"""What can be asked: may a user do a right for an organisation, or for a branch of it? Pure."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means

AROUND_NOW: Final = timedelta(minutes=5)
"""How far from the server's clock a question may lie before it is a simulation ("The question")."""


class Context(Struct, frozen=True, gc=False):
    """How and when it is asked. `now` is the server's clock; `at` is the instant asked about."""

    at: datetime
    now: datetime
    assurance: Level | None = None
    means: Means | None = None

    def __post_init__(self) -> None:
        assert self.at.tzinfo is not None, "an instant without a zone is a bad request, not a question"
        assert self.now.tzinfo is not None

    @property
    def simulation(self) -> bool:
        """About another time than now: never logged as permission."""
        return abs(self.at - self.now) > AROUND_NOW

    @property
    def precheck(self) -> bool:
        """No login took place: the level is not judged."""
        return self.assurance is None and self.means is None


class Question(Struct, frozen=True, gc=False):
    """May the user do the right for the organisation? Each part is named by its reference.

    Without a branch the question is about the whole organisation. The organisation may be left out
    where a branch is asked about: then it is the branch's.
    """

    user: str
    right: str
    organisation: str | None
    context: Context
    branch: str | None = None

    def __post_init__(self) -> None:
        assert self.organisation is not None or self.branch is not None

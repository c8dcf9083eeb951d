from dataclasses import dataclass
from datetime import datetime

from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Proof:
    """That a user has just shown to be there: by which means, at which level, when."""

    user: str
    means: Means
    level: Level
    authenticator: str
    at: datetime

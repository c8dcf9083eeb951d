from dataclasses import dataclass
from datetime import date

from fuldmagt.vocabulary.assurance import Level


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a national eID says somebody is. Issuer and subject together are the key, never a name."""

    issuer: str
    subject: str
    name: str
    birth_date: date | None
    level: Level
    has_national_number: bool
    national_number: str = ""

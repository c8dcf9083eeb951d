from dataclasses import dataclass
from datetime import date

from fuldmagt.vocabulary.assurance import Level


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a national eID says somebody is. Issuer and subject together are the key, never a name.

    `level` is how sure this login is; `issued` is how surely the person was known when the eID was
    issued. `universal` is the identifier that stays when the operator changes the broker.
    """

    issuer: str
    subject: str
    name: str
    birth_date: date | None
    level: Level
    issued: Level
    has_national_number: bool
    national_number: str = ""
    universal: str = ""
    name_withheld: bool = False

"""What views hand to the components: words and addresses, no markup."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Knot:
    """A place on the thread, and the line from it to the next."""

    kind: Literal["person", "organisation", "service"]
    name: str
    note: str = ""
    link: Literal["holds", "waits", "broken"] = "holds"
    says: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who is logged in, and for whom: what the header shows."""

    name: str
    organisation: str
    through: str = ""
    switch_url: str = ""  # where to go on for another organisation

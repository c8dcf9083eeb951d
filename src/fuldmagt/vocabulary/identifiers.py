"""Numbers that name organisations and branches, written `scheme` as in `dk:cvr:20000015`.

A number is checked by check digits where its scheme has them: CVR and RSIN by weights modulo 11,
LEI by ISO 7064. KvK, vestiging, OIN, P and SE numbers have no public check digit
(reference: Danish standards 6, Dutch standards 6), so only their shape is judged.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from stdnum import lei
from stdnum.dk import cvr
from stdnum.nl import bsn

Check = Callable[[str], bool]


def _shape(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda number: compiled.fullmatch(number) is not None


ORGANISATION_SCHEMES: Final[Mapping[str, Check]] = {
    "dk:cvr": lambda number: _shape("[1-9][0-9]{7}")(number) and cvr.is_valid(number),
    "nl:kvk": _shape("[0-9]{8}"),
    "nl:rsin": lambda number: _shape("[0-9]{9}")(number) and bsn.is_valid(number),
    "nl:oin": _shape("[0-9]{20}"),
    "eu:euid": _shape(r"[A-Z]{2}[A-Z0-9]{1,20}\.[A-Za-z0-9.-]{1,40}"),
    "lei": lambda number: _shape("[A-Z0-9]{18}[0-9]{2}")(number) and lei.is_valid(number),
}
BRANCH_SCHEMES: Final[Mapping[str, Check]] = {
    "dk:pnr": _shape("[0-9]{10}"),
    "dk:se": _shape("[0-9]{8}"),
    "nl:vestiging": _shape("[0-9]{12}"),
}
SCHEMES: Final = {**ORGANISATION_SCHEMES, **BRANCH_SCHEMES}


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number in its scheme; `str()` gives the written form."""

    scheme: str
    number: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.number}"


def parse(written: str) -> Identifier | None:
    """The identifier a text writes, or None when the scheme is unknown or the number does not check."""
    scheme, _, number = written.rpartition(":")
    check = SCHEMES.get(scheme)
    return Identifier(scheme, number) if check and check(number) else None


def is_organisation(written: str) -> bool:
    found = parse(written)
    return found is not None and found.scheme in ORGANISATION_SCHEMES


def is_branch(written: str) -> bool:
    found = parse(written)
    return found is not None and found.scheme in BRANCH_SCHEMES

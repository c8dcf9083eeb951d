"""The numbers of an organisation as pages show them (A3)."""

from dataclasses import dataclass

from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary import identifiers
from fuldmagt.web.frame.words import SCHEMES


@dataclass(frozen=True, slots=True)
class Number:
    written: str
    word: str
    number: str
    name: str = ""
    main: bool = False
    removable: bool = False

    @classmethod
    def of(cls, written: str, *, name: str = "", main: bool = False, removable: bool = False) -> "Number":
        """A number in the groups in which people read it; one of an unknown scheme as it is written."""
        found = identifiers.parse(written)
        if found is None:
            return cls(written, "", written, name, main, removable)
        return cls(written, str(SCHEMES[found.scheme]), grouped(found.number), name, main, removable)


def grouped(number: str) -> str:
    """`20000015` as 20 00 00 15; other numbers as they are."""
    if len(number) == 8 and number.isdecimal():
        return " ".join(number[at : at + 2] for at in range(0, 8, 2))
    return number


def numbers_of(organisation: Organisation) -> list[Number]:
    """The main number first, then the others, then those of the branches."""
    others = organisation.identifiers.order_by("written").values_list("written", flat=True)
    branches = organisation.branches.order_by("ref")
    return [
        Number.of(organisation.ref, main=True),
        *(Number.of(written, removable=True) for written in others),
        *(Number.of(branch.ref, name=branch.name) for branch in branches),
    ]

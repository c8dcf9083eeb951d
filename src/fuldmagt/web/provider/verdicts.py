"""What became of a number that was written into the list of customers, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.customers.rules import Looked, Verdict

V = Verdict

WORDS: Final[Mapping[Verdict, tuple[str, Promise, Promise]]] = {
    V.NEW: ("done", _("Can be added"), _("It can be added.")),
    V.ALREADY: ("none", _("Customer already"), _("This organisation is a customer already.")),
    V.TWICE: ("none", _("Stands above"), _("The same organisation stands on an earlier line.")),
    V.NO_NUMBER: (
        "stopped",
        _("No number"),
        _("This is not the number of an organisation. Check its digits."),
    ),
    V.NOT_IN_REGISTER: (
        "stopped",
        _("Not in the register"),
        _("The company register does not know this number. Check its digits."),
    ),
    V.DISSOLVED: (
        "stopped",
        _("Dissolved"),
        _("According to the company register the organisation does not exist any more."),
    ),
    V.CLOSED: ("stopped", _("Closed here"), _("The organisation is closed here.")),
    V.REGISTER_SILENT: (
        "waits",
        _("Register silent"),
        _("The company register does not answer. Try again in a few minutes; nothing was changed."),
    ),
}
"""The kind of badge, the word in it, and the sentence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it."""

    place: int
    number: str
    name: str
    badge: str
    word: str
    says: str


def shown(looked: Looked) -> Shown:
    badge, word, says = WORDS[looked.verdict]
    number = looked.ref or looked.line.number or looked.line.written
    return Shown(looked.line.place, number, looked.name, badge, str(word), str(says))

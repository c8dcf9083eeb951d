"""The names that an explanation may use, each in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.explanations.words import LEVELS, MEANS
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Mender, Reason, Refusal

R = Reason


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of which the hour matters too: of what somebody did, not of a period's end."""

    at: datetime


Value = str | datetime | Moment | Level | Means | tuple["InLanguages", ...]
Values = Mapping[str, Value]

UNKNOWN: Final = frozenset({R.USER_UNKNOWN, R.RIGHT_UNKNOWN, R.ORGANISATION_UNKNOWN, R.BRANCH_UNKNOWN})
AT_ORGANISATION: Final = frozenset({Mender.MANDATE_MANAGER, Mender.ORGANISATION})


@dataclass(frozen=True, slots=True)
class InLanguages:
    """A name that the catalogue has in several languages."""

    texts: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names for the placeholders of sentences: for all of them, and for what each is about."""

    common: Values = field(default_factory=dict)
    things: Mapping[str, Values] = field(default_factory=dict)

    def worded(self) -> dict[str, str]:
        """The names that all sentences may use, in the active language."""
        return {name: worded(value) for name, value in self.common.items() if value}

    def of(self, refusal: Refusal) -> dict[str, Value]:
        """What the sentences about this refusal may name."""
        known: dict[str, Value] = {**self.common, **self.things.get(refusal.about, {})}
        if refusal.reason in UNKNOWN and refusal.about:
            known["about"] = refusal.about
        place = known.get(_place_of_mending(refusal))
        if place:
            known["mending"] = place
        return {name: value for name, value in known.items() if value}


def _place_of_mending(refusal: Refusal) -> str:
    """Whose administrators mend it: the giving organisation's, or those of the user's home."""
    if refusal.reason is R.CHAIN_NOT_ACCEPTED:
        return "home"
    if refusal.mended_by in AT_ORGANISATION or refusal.reason is R.NOT_ELIGIBLE:
        return "organisation"
    return "home"


def worded(value: Value) -> str:
    match value:
        case datetime():
            return date_format(localtime(value), "DATE_FORMAT")
        case Moment():
            return date_format(localtime(value.at), "DATETIME_FORMAT")
        case Level():
            return _(LEVELS[value])
        case Means():
            return _(MEANS[value])
        case str():
            return value
    language = get_language() or "en"
    return get_text_list(
        [in_language(each.texts, language, otherwise=each.otherwise) for each in value], _("and")
    )

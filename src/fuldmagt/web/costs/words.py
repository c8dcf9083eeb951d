"""What prices and lines are called, and why each line is there and comes to what it comes to."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from fuldmagt.costs.prices.rules import Charged, Kind, Payer, Price
from fuldmagt.costs.statements.comparing import Cause, Difference
from fuldmagt.costs.statements.rules import Entry
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.costs.money import day, money
from fuldmagt.web.frame.words import MEANS

KINDS: Final[Mapping[Kind, Promise]] = {
    Kind.CODE_DISPLAY: MEANS[Means.CODE_DISPLAY],
    Kind.CODE_READER: MEANS[Means.CODE_READER],
    Kind.CHIP: MEANS[Means.CHIP],
    Kind.CHAIN_MANDATE: gettext_lazy("Chain mandate"),
}

CHARGED: Final[Mapping[Charged, Promise]] = {
    Charged.ONCE: gettext_lazy("Once, when it is handed over. An order cancelled before costs nothing."),
    Charged.YEAR_BEGUN: gettext_lazy("For each year that begins, whole, on the first day of that year."),
    Charged.BY_DAY: gettext_lazy("For each calendar year, for the days on which it runs."),
}


def payer(price: Price) -> str:
    if price.kind is not Kind.CHAIN_MANDATE:
        return _("The organisation that orders it")
    if price.payer is Payer.GIVER:
        return _("The organisation that gives the mandate")
    return _("The organisation that receives the mandate")


def why_here(entry: Entry, *, replaces: bool = False, taken_back: bool = False) -> str:
    """Why a line is in this year."""
    days = {"first": day(entry.first), "last": day(entry.last), "ordered": day(entry.priced_on)}
    if entry.price.charged is Charged.YEAR_BEGUN:
        return _("The year of the mandate from %(first)s to %(last)s begins in this year.") % days
    if entry.price.charged is Charged.BY_DAY:
        return _("It runs from %(first)s to %(last)s in this year.") % days
    said = [_("Ordered on %(ordered)s and handed over on %(first)s.") % days]
    if replaces:
        said.append(_("It replaces an earlier one."))
    if taken_back:
        said.append(_("It was taken back afterwards: what has been handed over is charged."))
    return " ".join(said)


def why_this_much(entry: Entry, currency: str) -> str:
    """Why a line comes to its amount: which price of which day, and how much of it."""
    told = {
        "price": money(entry.price.amount, currency),
        "day": day(entry.priced_on),
        "since": day(entry.price.since),
        "days": entry.days,
        "of": entry.of_days,
    }
    if entry.price.charged is Charged.BY_DAY:
        said = _(
            "%(days)s of the %(of)s days of the year, of the price on %(day)s: %(price)s, "
            "in force since %(since)s."
        )
        return said % told
    if entry.price.charged is Charged.YEAR_BEGUN:
        return _("The whole price on %(day)s: %(price)s, in force since %(since)s.") % told
    return _("The price on the day of the order, %(day)s: %(price)s, in force since %(since)s.") % told


HANDED_OUT: Final[Mapping[Cause, Promise]] = {
    Cause.NEW: ngettext_lazy(
        "%(kind)s: %(count)d more was handed over than in the year before.",
        "%(kind)s: %(count)d more were handed over than in the year before.",
        "count",
    ),
    Cause.GONE: ngettext_lazy(
        "%(kind)s: %(count)d fewer was handed over than in the year before.",
        "%(kind)s: %(count)d fewer were handed over than in the year before.",
        "count",
    ),
}
RUNNING: Final[Mapping[Cause, Promise]] = {
    Cause.NEW: ngettext_lazy(
        "%(kind)s: %(count)d that cost nothing in the year before.",
        "%(kind)s: %(count)d that cost nothing in the year before.",
        "count",
    ),
    Cause.GONE: ngettext_lazy(
        "%(kind)s: %(count)d that costs nothing more.",
        "%(kind)s: %(count)d that cost nothing more.",
        "count",
    ),
    Cause.LENGTH: ngettext_lazy(
        "%(kind)s: %(count)d that runs for more or fewer days than in the year before.",
        "%(kind)s: %(count)d that run for more or fewer days than in the year before.",
        "count",
    ),
}
ANOTHER_PRICE: Final = ngettext_lazy(
    "%(kind)s: another price than in the year before, for %(count)d.",
    "%(kind)s: another price than in the year before, for %(count)d.",
    "count",
)


def why_different(difference: Difference) -> str:
    """A cause of the difference between two years, with how many things it is about."""
    of_kind = RUNNING if difference.kind is Kind.CHAIN_MANDATE else HANDED_OUT
    said = of_kind.get(difference.cause, ANOTHER_PRICE)
    return str(said % {"kind": KINDS[difference.kind], "count": difference.count})

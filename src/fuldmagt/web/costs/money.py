"""Amounts as people read them, from whole cents: no amount is ever a fraction that a machine rounds."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format

TO_A_CENT = Decimal("0.01")


def money(cents: int, currency: str) -> str:
    """An amount with its currency, in the reader's language."""
    return f"{amount(cents)}\N{NO-BREAK SPACE}{currency}"


def amount(cents: int) -> str:
    return number_format(Decimal(cents) * TO_A_CENT, 2, use_l10n=True, force_grouping=True)


def signed(cents: int, currency: str) -> str:
    """More or less than something else: the sign is always there, and nought has none."""
    sign = {True: "+", False: "\N{MINUS SIGN}"}[cents > 0] if cents else ""
    return f"{sign}{money(abs(cents), currency)}"


def percent(vat: int) -> str:
    """Hundredths of a percent: 25, or 8.1 in the reader's language."""
    whole, rest = divmod(vat, 100)
    if not rest:
        return f"{whole}\N{NO-BREAK SPACE}%"
    written = number_format(Decimal(vat) * TO_A_CENT, 2 if rest % 10 else 1, use_l10n=True)
    return f"{written}\N{NO-BREAK SPACE}%"


def day(of: date) -> str:
    return date_format(of, "DATE_FORMAT")

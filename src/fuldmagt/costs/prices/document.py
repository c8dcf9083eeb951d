"""A price list file as values. The format is told in docs/prices.md. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import yaml

from fuldmagt.catalogue.imports.places import Part, Problem
from fuldmagt.costs.prices.rules import WAYS, Charged, Kind, Payer, Price

AMOUNT: Final = re.compile(r"[0-9]{1,7}(\.[0-9]{2})?")
PERCENT: Final = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Document:
    currency: str
    prices: tuple[tuple[Price, Problem], ...]  # each with where it stands

    @property
    def said(self) -> list[Price]:
        return [price for price, _where in self.prices]


def read(root: Part) -> Document:
    """What the file says. Whatever is amiss in it is among the part's problems afterwards."""
    parts = root.keys(("currency", "prices"))
    prices: list[tuple[Price, Problem]] = []
    for part in parts["prices"].items() if "prices" in parts else []:
        if price := _price(part):
            if any((price.kind, price.since) == (other.kind, other.since) for other, _ in prices):
                part.complain(f"{price.kind} has a price from {price.since} already")
            prices.append((price, Problem(part.line, part.path, "")))
    currency = _matching(parts, "currency", CURRENCY, "a currency of three letters, such as DKK")
    return Document(currency=currency, prices=tuple(prices))


def _price(part: Part) -> Price | None:
    known = len(part.problems)
    parts = part.keys(("kind", "from", "amount", "vat", "charged"), ("payer",))
    kind = _one_of(parts, "kind", tuple(Kind))
    charged = _one_of(parts, "charged", tuple(Charged))
    payer = _one_of(parts, "payer", tuple(Payer)) if "payer" in parts else Payer.GIVER.value
    day = _day(parts)
    amount = _matching(parts, "amount", AMOUNT, "an amount without VAT, such as 149.00")
    vat = _matching(parts, "vat", PERCENT, "the VAT in percent, such as 25 or 8.1")
    if len(part.problems) > known or day is None:
        return None
    if charged not in WAYS[Kind(kind)]:
        parts["charged"].complain(f"{kind} is charged {' or '.join(WAYS[Kind(kind)])}")
    if "payer" in parts and kind != Kind.CHAIN_MANDATE:
        parts["payer"].complain("only a chain mandate has two sides of which one pays")
    return Price(Kind(kind), day, _hundredths(amount), _hundredths(vat), Charged(charged), Payer(payer))


def _one_of(parts: Mapping[str, Part], key: str, words: tuple[str, ...]) -> str:
    return parts[key].one_of(words) if key in parts else ""


def _written(part: Part) -> str:
    """What stands in the file, whatever YAML takes it for: 149.00 is never a float here."""
    return str(part.node.value).strip() if isinstance(part.node, yaml.ScalarNode) else ""


def _matching(parts: Mapping[str, Part], key: str, form: re.Pattern[str], what: str) -> str:
    if key not in parts:
        return ""
    written = _written(parts[key])
    if not form.fullmatch(written):
        parts[key].complain(f"here {what} is expected")
        return ""
    return written


def _day(parts: Mapping[str, Part]) -> date | None:
    if "from" not in parts:
        return None
    written = _written(parts["from"])
    try:
        if DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass  # the 30th of February
    parts["from"].complain("here a day is expected, such as 2027-01-01")
    return None


def _hundredths(written: str) -> int:
    whole, _, rest = written.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))

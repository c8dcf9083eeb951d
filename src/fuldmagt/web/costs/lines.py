"""The lines of a statement in words, and their sums. An employee's name is for those who see the users."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.costs.prices.rules import Kind
from fuldmagt.costs.statements.queries import Statement
from fuldmagt.costs.statements.rules import Entry, total
from fuldmagt.organisations.models import Organisation
from fuldmagt.web.costs.money import day, money, percent
from fuldmagt.web.costs.words import KINDS, why_here, why_this_much

TAKEN_BACK = {OrderState.CANCELLED, OrderState.RETURNED, OrderState.REPLACED}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is read. `url` is of its order or mandate, for those who may open it."""

    what: str | Promise
    whom: str
    department: str
    since: str
    here: str
    much: str
    net: str
    tax: str
    vat: str
    gross: str
    foreseen: bool  # none of it has happened yet
    so_far: str  # where some of it has: how much
    url: str = ""

    def mentions(self, text: str) -> bool:
        return text.casefold() in f"{self.what} {self.whom} {self.department}".casefold()


@dataclass(frozen=True, slots=True)
class Sum:
    what: str | Promise
    count: int
    net: str
    tax: str
    gross: str


def lines(statement: Statement, home: Organisation, *, names: bool) -> list[Line]:
    """Every line of the year, foreseen ones included; `names` says whether employees are named."""
    so_far = {(each.kind, each.ref): each for each in statement.so_far}
    return [
        _line(entry, so_far.get((entry.kind, entry.ref)), statement, home, names=names)
        for entry in statement.whole
    ]


def _line(
    entry: Entry, so_far: Entry | None, statement: Statement, home: Organisation, *, names: bool
) -> Line:
    partly = so_far is not None and so_far.last < entry.last
    currency = statement.listed.currency
    order = statement.read.orders.get(entry.ref)
    taken_back = order is not None and order.state in TAKEN_BACK
    replaces = order is not None and order.replaces_id is not None
    return Line(
        what=KINDS[entry.kind],
        whom=_whom(entry, statement, home, names=names),
        department=_department(entry, statement),
        since=day(entry.first),
        here=why_here(entry, replaces=replaces, taken_back=taken_back),
        much=why_this_much(entry, currency),
        net=money(entry.net, currency),
        tax=money(entry.tax, currency),
        vat=percent(entry.price.vat),
        gross=money(entry.gross, currency),
        foreseen=so_far is None,
        so_far=money(so_far.gross, currency) if so_far and partly else "",
        url=_url(entry, statement, names=names),
    )


def _whom(entry: Entry, statement: Statement, home: Organisation, *, names: bool) -> str:
    if order := statement.read.orders.get(entry.ref):
        return order.user.name if names else _("An employee")
    mandate = statement.read.mandates[entry.ref]
    if mandate.giver_id == home.pk:
        return _("Given to %(name)s") % {"name": mandate.receiver.name}
    return _("Received from %(name)s") % {"name": mandate.giver.name}


def _url(entry: Entry, statement: Statement, *, names: bool) -> str:
    if entry.ref not in statement.read.orders:
        return reverse("mandates:show", args=[entry.ref])
    return reverse("orders:show", args=[entry.ref]) if names else ""


def _department(entry: Entry, statement: Statement) -> str:
    order = statement.read.orders.get(entry.ref)
    if order is None:
        return _("The whole organisation")
    return order.user.department.name if order.user.department else _("No department")


def by_kind(statement: Statement) -> list[Sum]:
    sums = _sums(statement, lambda entry: entry.kind.value)
    return [_sum(KINDS[kind], sums[kind], statement) for kind in Kind if kind.value in sums]


def by_department(statement: Statement) -> list[Sum]:
    sums = _sums(statement, lambda entry: _department(entry, statement))
    return [_sum(name, sums[name], statement) for name in sorted(sums, key=str.casefold)]


def whole(statement: Statement) -> Sum:
    return _sum(_("Total"), statement.whole, statement)


def _sums(statement: Statement, key: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in statement.whole:
        found[key(entry)].append(entry)
    return dict(found)


def _sum(what: str | Promise, entries: Iterable[Entry], statement: Statement) -> Sum:
    found, currency = total(entries), statement.listed.currency
    return Sum(
        what,
        found.count,
        money(found.net, currency),
        money(found.tax, currency),
        money(found.gross, currency),
    )

"""How it could cost less: what is paid for and not used."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.costs.prices.rules import Kind
from fuldmagt.costs.statements import records
from fuldmagt.organisations.models import Organisation
from fuldmagt.web.costs.words import KINDS


@dataclass(frozen=True, slots=True)
class Idle:
    what: str | Promise
    whom: str
    url: str = ""  # for those who may open it


@dataclass(frozen=True, slots=True)
class Savings:
    untouched: list[Idle]  # handed over and never taken into use
    unused: list[Idle]  # not used for a year
    mandates: list[Idle]  # by which nobody at the receiver may act

    def __bool__(self) -> bool:
        return bool(self.untouched or self.unused or self.mandates)


def savings(home: Organisation, *, names: bool, at: datetime) -> Savings:
    def shown(order: MeansOrder) -> Idle:
        whom = order.user.name if names else _("An employee")
        url = reverse("orders:show", args=[order.ref]) if names else ""
        return Idle(KINDS[Kind(order.kind)], whom, url)

    return Savings(
        untouched=[shown(each) for each in records.untouched(home.ref, at=at)],
        unused=[shown(each) for each in records.unused(home.ref, at=at)],
        mandates=[
            Idle(
                KINDS[Kind.CHAIN_MANDATE],
                _("Given to %(name)s") % {"name": each.receiver.name},
                reverse("mandates:show", args=[each.ref]),
            )
            for each in records.idle_mandates(home.ref, at=at)
        ],
    )

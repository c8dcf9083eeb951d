"""What the page of a login says about means that are soon not accepted any more, or were once (F8)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from fuldmagt.catalogue.texts import in_language
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.endings import queries
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.sign_in.showing import WAYS, name_of


@dataclass(frozen=True, slots=True)
class Ended:
    """One end, for everybody who comes: it tells nothing about a user."""

    means: str
    service: str
    day: str
    why: str
    over: bool

    @property
    def mood(self) -> str:
        return "note" if self.over else "waits"


def ended(demand: Demand, *, at: datetime) -> list[Ended]:
    found = [] if demand.own else queries.to_be_shown(demand.services, at=at)
    return [
        Ended(
            means=str(WAYS[each.kind].title if each.kind in WAYS else MEANS[each.kind]),
            service=name_of(each.service),
            day=queries.first_day(each.at) if each.at <= at else queries.last_day(each.at),
            why=in_language(each.reasons, get_language() or "en"),
            over=each.at <= at,
        )
        for each in found
    ]

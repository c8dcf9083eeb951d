"""Everything at an organisation that has its last day in the year ahead, as a line of the list tells it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.finding import WantedRights, found, rights_of
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.acting.agreed import Agreement, Side, agreements
from fuldmagt.web.acting.queries import services_called
from fuldmagt.web.acting.year import a_year_after
from fuldmagt.web.frame.words import MEANS as MEANS_WORDS
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.rights.tree import name_of

NAMED: Final = 3
PEOPLE, OTHERS, CLIENTS, MEANS = "people", "others", "clients", "means"
LINES: Final = {
    PEOPLE: gettext_lazy("Our own people"),
    OTHERS: gettext_lazy("Others, for us"),
    CLIENTS: gettext_lazy("We, for others"),
    MEANS: gettext_lazy("Means of login"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends after `day`; `count` people or organisations are concerned."""

    day: date
    line: str
    what: str
    who: str
    count: int
    url: str = ""

    @property
    def line_word(self) -> str:
        return str(LINES[self.line])


def endings(organisation: str, *, with_rights: bool, at: datetime) -> list[Ending]:
    """By day. The rights of people only for whoever may see them."""
    today = localdate(at)
    until = midnight(a_year_after(today), days=1)
    assert until is not None
    every = [*_of_services(organisation, at, until)]
    for side in Side:
        every += _of_agreements(agreements(side, organisation=organisation, at=at), side, at, until)
    if with_rights:
        every += _of_people(organisation, at, until)
    return sorted(every, key=lambda each: (each.day, [*LINES].index(each.line), each.what.casefold()))


def _last(end: datetime) -> date:
    """An end at midnight is the end of the day before."""
    return localdate(end - timedelta(microseconds=1))


def _of_people(organisation: str, at: datetime, until: datetime) -> Iterator[Ending]:
    """One for each right and day, however many people lose it then."""
    rows = found(WantedRights(ends_before=until), organisation=organisation, at=at)
    losers: defaultdict[tuple[date, str], set[tuple[str, str]]] = defaultdict(set)
    for end, right, user, name in rows.values_list("ends_at", "right__ref", "user__ref", "user__name"):
        if end is not None:  # what has no end was left out already
            losers[_last(end), right].add((name, user))
    rights = catalogue.rights_called({right for _day, right in losers})
    for (day, ref), people in losers.items():
        wanted = urlencode({"right": ref, "ends": day.isoformat(), "sort": "-until"})
        what = _called(rights[ref])
        yield Ending(day, PEOPLE, what, _names(people), len(people), f"{reverse('acting:people')}?{wanted}")


def _called(right: Right) -> str:
    return f"{right.service.name}: {name_of(right)}"


def _names(people: Collection[tuple[str, str]]) -> str:
    """The first few by name."""
    ordered = sorted((name for name, _ref in people), key=str.casefold)
    left = len(ordered) - NAMED
    said = ", ".join(ordered[:NAMED])
    if left <= 0:
        return said
    more = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", left)
    return more % {"names": said, "count": left}


def _of_agreements(
    agreed: Collection[Agreement], side: Side, at: datetime, until: datetime
) -> Iterator[Ending]:
    page = reverse(f"acting:{side.value}")
    for each in agreed:
        if each.standing.hold == "broken" or each.ends_at is None or not at < each.ends_at <= until:
            continue
        what = "; ".join(f"{service.name}: {', '.join(service.rights)}" for service in each.services)
        wanted = urlencode({"q": each.organisation})
        yield Ending(_last(each.ends_at), side.value, what, each.name, 1, f"{page}?{wanted}")


def _of_services(organisation: str, at: datetime, until: datetime) -> Iterator[Ending]:
    """The last days of means at the services in which its people have a right."""
    held = {service for service, *_rest in rights_of(organisation, at=at)}
    for service in services_called(held):
        for kind, written in service.means_ended.items():
            end = datetime.fromisoformat(written)
            if at < end <= until:
                said = _("%(means)s is not accepted any more") % {"means": MEANS_WORDS[Means(kind)]}
                yield Ending(_last(end), MEANS, said, service.name, 1)

"""All that somebody may do, for whom, why and until when: searched, narrowed, paged, downloaded (F3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.ways import WayKind
from fuldmagt.mandates.assignments.queries import with_sources
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.own.queries import users_of
from fuldmagt.web.acting.words import SOON, grounds, last_day, standing, written_day
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.mine.forms import PowersForm
from fuldmagt.web.mine.not_now import not_now
from fuldmagt.web.mine.powers import held, way_words, without
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS: Final = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A right that holds now."""

    user: BusinessUser
    organisation: Organisation
    right: Right
    answer: Allowed
    why: str = ""

    @property
    def name(self) -> str:
        return name_of(self.right)

    @property
    def number(self) -> str:
        return str(Number.of(self.organisation.ref))

    @property
    def until(self) -> str:
        return last_day(self.answer.valid_until)

    @property
    def written(self) -> str:
        """What it is found by."""
        service = self.right.service.name
        return (
            f"{self.organisation.name} {self.organisation.ref} {self.number} {service} {self.name}".casefold()
        )

    def ends_soon(self, at: datetime) -> str:
        stands = standing((), self.answer.valid_until, at)
        return stands.word if stands.hold == "waits" else ""


@for_visitors
@require_safe
def show(request: VisitorRequest) -> HttpResponse:
    users = list(users_of(request.visitor.user))
    every, failing = lines(users, at=request.at), not_now(users, visiting=request.visitor.user, at=request.at)
    form = PowersForm(request.GET, **choices(every))
    page: Page[Line] = Paginator(fitting(every, form), ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "lines": [(each, each.ends_soon(request.at)) for each in explained(page.object_list)],
        "organisations": len({each.organisation.pk for each in every}),
        "soon": sum(bool(each.ends_soon(request.at)) for each in every),
        "searched": form.is_narrowed() or bool(request.GET.get("q")),
        "query": request.GET.urlencode(),
        "not_now": failing[:ROWS],
        "more_not_now": max(len(failing) - ROWS, 0),
        "without": None if every else without(users),
        "soon_days": SOON.days,
    }
    return render(request, "mine/powers.html", context)


@for_visitors
@require_safe
def download(request: VisitorRequest) -> HttpResponse:
    """The list that was searched for, whole, as a file for a spreadsheet."""
    every = lines(list(users_of(request.visitor.user)), at=request.at)
    found = fitting(every, PowersForm(request.GET, **choices(every)))
    return spreadsheet(f"rights-{request.at:%Y-%m-%d}.csv", _cells(explained(found)))


def lines(users: Iterable[BusinessUser], *, at: datetime) -> list[Line]:
    """By user, home first, then by organisation, service and right; nothing is explained yet."""
    powers = held(users, at=at)
    rights = catalogue.rights_called({right for each in powers for right in each.answers})
    return [
        Line(each.user, each.organisation, right, each.answers[right.ref])
        for each in powers
        for right in sorted((rights[ref] for ref in each.answers), key=_place)
    ]


def _place(right: Right) -> tuple[str, int, str]:
    return right.service.name.casefold(), right.place, right.ref


def choices(every: Iterable[Line]) -> dict[str, list[tuple[str, str]]]:
    """The organisations and services there are, by name."""
    organisations = {each.organisation.ref: each.organisation.name for each in every}
    services = {each.right.service.ref: each.right.service.name for each in every}
    return {
        "organisations": sorted(organisations.items(), key=lambda pair: pair[1].casefold()),
        "services": sorted(services.items(), key=lambda pair: pair[1].casefold()),
    }


def fitting(every: Iterable[Line], form: PowersForm) -> list[Line]:
    given = form.given()
    words = given.get("q", "").casefold().split()
    return [
        each
        for each in every
        if all(word in each.written for word in words)
        and given.get("organisation", "") in {"", each.organisation.ref}
        and given.get("service", "") in {"", each.right.service.ref}
    ]


def explained(found: Iterable[Line]) -> list[Line]:
    """The same with why: by which way, and by what the person has the right of their own."""
    found = list(found)
    refs = {each.id for line in found for each in line.answer.evidence if each.type == "assignment"}
    why: dict[str, str] = {}
    for home in {each.user.organisation.ref for each in found}:
        why |= grounds(with_sources(refs, home=home), organisation=home)
    return [
        Line(each.user, each.organisation, each.right, each.answer, " ".join(_why(each, why)))
        for each in found
    ]


def _why(line: Line, grounds: dict[str, str]) -> Iterator[str]:
    if line.answer.way is not WayKind.DIRECT:
        yield way_words(line.answer.way)
    for each in line.answer.evidence:
        if each.id in grounds:
            yield f"{grounds[each.id]}."
    if line.answer.right_held != line.right.ref:
        yield _("Comes with another right.")


def _cells(told: Iterable[Line]) -> Iterator[list[str]]:
    yield [
        _("Organisation"), _("Number"), _("As a user of"), _("Service"), _("Right"), _("Why"), _("Until"),
    ]  # fmt: skip
    for each in told:
        yield [
            each.organisation.name,
            each.number,
            each.user.organisation.name,
            each.right.service.name,
            each.name,
            each.why,
            written_day(each.answer.valid_until, last=True),
        ]

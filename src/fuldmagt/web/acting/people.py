"""Which of the organisation's own people may do what for it: searched, sorted, paged, downloaded (X6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.decisions import overview
from fuldmagt.mandates.actions import take_list
from fuldmagt.mandates.assignments.finding import found
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.acting.forms import PeopleForm
from fuldmagt.web.acting.tabs import tabs
from fuldmagt.web.acting.words import Standing, grounds, last_day, standing, written_day
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.showing import day
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

SIZES: Final = (25, 50, 100)
ORDERS: Final = {"name": "user__name", "service": "right__service__name", "until": "ends_at"}


@dataclass(frozen=True, slots=True)
class Line:
    """A right that somebody has, as a row tells it."""

    row: Assignment
    right: str
    ground: str
    standing: Standing
    since: str
    until: str
    why_url: str


@needs(Deed.SEE_MANDATES)
@require_GET
def for_us(request: VisitorRequest) -> HttpResponse:
    """The first list that the visitor may see."""
    people = not request.visitor.actor.refused(Deed.SEE_RIGHTS)
    return HttpResponseRedirect(reverse("acting:people" if people else "acting:others"))


@needs(Deed.SEE_RIGHTS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    form = _form(request)
    size = request.GET.get("size", "")
    chosen = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[0]
    page: Page[Assignment] = Paginator(_found(request, form), chosen).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(page.object_list, request),
        "searched": form.is_narrowed() or bool(request.GET.get("q")),
        "sorting": request.GET.get("sort", "name"),
        "query": request.GET.urlencode(),
        "tabs": tabs(request.visitor, "people"),
        "may_see_users": not request.visitor.actor.refused(Deed.SEE_USERS),
        "organisation": request.visitor.user.organisation,
    }
    return render(request, "acting/people.html", context)


@needs(Deed.SEE_RIGHTS)
@require_GET
def download(request: VisitorRequest) -> HttpResponse:
    """The list that was searched for, whole, as a file for a spreadsheet."""
    rows = list(_found(request, _form(request)))
    actor = request.visitor.actor
    if refusal := take_list("people", len(rows), needing=Deed.SEE_RIGHTS, by=actor, at=request.at):
        return refused(request, refusal)
    return spreadsheet(f"people-{request.at:%Y-%m-%d}.csv", _cells(lines(rows, request)))


def _form(request: VisitorRequest) -> PeopleForm:
    return PeopleForm(request.GET, organisation=request.visitor.actor.organisation, at=request.at)


def _found(request: VisitorRequest, form: PeopleForm) -> QuerySet[Assignment]:
    rows = found(form.wanted(), organisation=request.visitor.actor.organisation, at=request.at)
    asked = request.GET.get("sort", "name")
    column = F(ORDERS.get(asked.removeprefix("-"), "user__name"))
    order = column.desc(nulls_last=True) if asked.startswith("-") else column.asc(nulls_last=True)
    return rows.order_by(order, "user__name", "right__service__name", "right__place", "ref")


def lines(rows: Iterable[Assignment], request: VisitorRequest) -> list[Line]:
    """The rows with what the law says of each: all are asked about at once."""
    rows, organisation = list(rows), request.visitor.actor.organisation
    users = {each.user.ref for each in rows}
    judged = overview.of_users(users, organisation=organisation, at=request.at).people
    strands = {each.record: each for each in judged}
    why = grounds(rows, organisation=organisation)
    asks = not request.visitor.actor.refused(Deed.ASK_WHY)
    return [
        Line(
            row=each,
            right=name_of(each.right),
            ground=why[each.ref],
            standing=standing(strands[each.ref].against, each.ends_at, request.at),
            since=day(each.starts_at) if each.starts_at > request.at else "",
            until=last_day(each.ends_at),
            why_url=_why(each) if asks and strands[each.ref].against else "",
        )
        for each in rows
        if each.ref in strands
    ]


def _why(row: Assignment) -> str:
    return (
        f"{reverse('why:ask')}?user={row.user.ref}&organisation={row.organisation.ref}&right={row.right.ref}"
    )


def _cells(told: Iterable[Line]) -> Iterator[list[str]]:
    yield [
        _("Name"), _("Department"), _("Service"), _("Right"), _("Right id"), _("Branches"), _("Why"),
        _("From"), _("Until"), _("State"),
    ]  # fmt: skip
    for each in told:
        row = each.row
        yield [
            row.user.name,
            row.user.department.name if row.user.department else "",
            row.right.service.name,
            each.right,
            row.right.ref,
            ", ".join(row.branches),
            each.ground,
            written_day(row.starts_at),
            written_day(row.ends_at, last=True),
            " ".join(part for part in (each.standing.word, each.standing.sentence) if part),
        ]

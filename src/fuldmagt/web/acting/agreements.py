"""Mandates and grants: who elsewhere may act for us, and for whom we may act (F4, F5, X6).

Of people at other organisations only how many they are is told (decision 0034).
"""

from collections.abc import Iterator
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.mandates.actions import take_list
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.acting.agreed import Agreement, Side, agreements, with_people
from fuldmagt.web.acting.forms import AgreementsForm
from fuldmagt.web.acting.tabs import tabs
from fuldmagt.web.acting.words import written_day
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

SIZES: Final = (25, 50, 100)


@needs(Deed.SEE_MANDATES)
@require_GET
def others(request: VisitorRequest) -> HttpResponse:
    return _listing(request, Side.GIVEN)


@needs(Deed.SEE_MANDATES)
@require_GET
def clients(request: VisitorRequest) -> HttpResponse:
    return _listing(request, Side.RECEIVED)


@needs(Deed.SEE_MANDATES)
@require_GET
def others_download(request: VisitorRequest) -> HttpResponse:
    return _download(request, Side.GIVEN)


@needs(Deed.SEE_MANDATES)
@require_GET
def clients_download(request: VisitorRequest) -> HttpResponse:
    return _download(request, Side.RECEIVED)


def _listing(request: VisitorRequest, side: Side) -> HttpResponse:
    every, organisation = _every(request, side), request.visitor.actor.organisation
    form = _form(request, every)
    size = request.GET.get("size", "")
    chosen = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[0]
    page = Paginator(_sorted(_fitting(every, form), request), chosen).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": with_people(page.object_list, side, organisation=organisation, at=request.at),
        "searched": form.is_narrowed() or bool(request.GET.get("q")),
        "sorting": request.GET.get("sort", "name"),
        "query": request.GET.urlencode(),
        "tabs": tabs(request.visitor, side.value),
        "received": side is Side.RECEIVED,
        "organisation": request.visitor.user.organisation,
    }
    return render(request, "acting/agreements.html", context)


def _download(request: VisitorRequest, side: Side) -> HttpResponse:
    """The list that was searched for, whole, as a file for a spreadsheet."""
    every, actor = _every(request, side), request.visitor.actor
    wanted = _sorted(_fitting(every, _form(request, every)), request)
    if refusal := take_list(side.value, len(wanted), needing=Deed.SEE_MANDATES, by=actor, at=request.at):
        return refused(request, refusal)
    told = with_people(wanted, side, organisation=actor.organisation, at=request.at)
    return spreadsheet(f"{side.value}-{request.at:%Y-%m-%d}.csv", _cells(told))


def _every(request: VisitorRequest, side: Side) -> list[Agreement]:
    return agreements(side, organisation=request.visitor.actor.organisation, at=request.at)


def _form(request: VisitorRequest, every: list[Agreement]) -> AgreementsForm:
    services = {(each.ref, each.name) for one in every for each in one.services}
    return AgreementsForm(request.GET, services=sorted(services, key=lambda pair: pair[1].casefold()))


def _fitting(every: list[Agreement], form: AgreementsForm) -> list[Agreement]:
    given = form.given()
    words, end = given.get("q", "").casefold().split(), form.ends_before()
    return [
        each
        for each in every
        if all(word in each.written for word in words)
        and given.get("service", "") in {"", *(service.ref for service in each.services)}
        and given.get("way", "") in {"", each.way}
        and given.get("state", "") in {"", each.standing.hold}
        and (end is None or (each.ends_at is not None and each.ends_at <= end))
    ]


def _sorted(lines: list[Agreement], request: VisitorRequest) -> list[Agreement]:
    """By name, or by end; what has no end comes last either way."""
    asked = request.GET.get("sort", "name")
    down = asked.startswith("-")
    lines = sorted(
        lines, key=lambda each: (each.name.casefold(), each.ref), reverse=down and asked != "-until"
    )
    if asked.removeprefix("-") != "until":
        return lines
    ending = [each for each in lines if each.ends_at]
    ending.sort(key=lambda each: each.ends_at, reverse=down)  # type: ignore[arg-type,return-value]  # none is None
    return ending + [each for each in lines if not each.ends_at]


def _cells(told: list[Agreement]) -> Iterator[list[str]]:
    yield [
        _("Organisation"), _("Number"), _("Way"), _("Rights"), _("From"), _("Until"), _("People"),
        _("Names"), _("State"),
    ]  # fmt: skip
    for each in told:
        rights = [f"{service.name}: {right}" for service in each.services for right in service.rights]
        yield [
            each.name,
            each.number,
            each.way_word,
            ", ".join(rights),
            written_day(each.starts_at),
            written_day(each.ends_at, last=True),
            str(each.people),
            ", ".join(each.names),
            " ".join(part for part in (each.standing.word, each.standing.sentence) if part),
        ]

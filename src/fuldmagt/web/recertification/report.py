"""What was held and what was said about it, for an auditor: as a file for spreadsheets, and as PDF (C9)."""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.mandates.actions import take_list
from fuldmagt.mandates.recertification import handing, queries
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.recertification.rules import Answer, By
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.permission import needs
from fuldmagt.web.recertification.words import CAMPAIGNS, facts, handed, more, reminders, said, why
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.showing import day
from fuldmagt.web.visitor import VisitorRequest

SHEET: Final = Path(__file__).with_name("report.typ")
LONG: Final = re.compile(r"(\S{18})(?=\S)")


@needs(Deed.SEE_RIGHTS)
@require_GET
def as_spreadsheet(request: VisitorRequest, ref: str) -> HttpResponse:
    """Every line of the review."""
    campaign = queries.campaign(ref, organisation=request.visitor.actor.organisation)
    if campaign is None:
        return missing(request, ref)
    entries = queries.report(campaign, at=request.at)
    count, actor = len(entries), request.visitor.actor
    if refusal := take_list("review", count, needing=Deed.SEE_RIGHTS, by=actor, at=request.at):
        return refused(request, refusal)
    return spreadsheet(f"review-{request.at:%Y-%m-%d}.csv", _cells(entries))


@needs(Deed.SEE_RIGHTS)
@require_GET
def as_pdf(request: VisitorRequest, ref: str) -> HttpResponse:
    """The whole report, in the reader's language; tagged, so that it can be read aloud."""
    campaign = queries.campaign(ref, organisation=request.visitor.actor.organisation)
    if campaign is None:
        return missing(request, ref)
    entries = queries.report(campaign, at=request.at)
    count, actor = len(entries), request.visitor.actor
    if refusal := take_list("review", count, needing=Deed.SEE_RIGHTS, by=actor, at=request.at):
        return refused(request, refusal)
    data = _data(request, campaign, entries)
    try:
        made = _set(data, request)
    except typst.TypstError:
        # A name in a script that no font here has: the report is worth more than the promise of the standard.
        made = _set(data, request, promised=False)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="review-{request.at:%Y-%m-%d}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _set(data: dict[str, Any], request: VisitorRequest, *, promised: bool = True) -> bytes:
    return typst.compile(
        SHEET,
        format="pdf",
        font_paths=[settings.DKFDS / "fonts" / "IBMPlexSans" / "complete" / "ttf"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1" if promised else None,
        timestamp=int(request.at.timestamp()),
    )


def _cells(entries: Iterable[Entry]) -> Iterable[Sequence[str]]:
    yield [
        _("List"), _("Goes through it"), _("Employee"), _("Right"), _("Service"), _("Client"), _("Why"),
        _("Particulars"), _("Answer"), _("Answered by"), _("Answered"), _("Remark"),
    ]  # fmt: skip
    for each in entries:
        yield [
            each.review.title,
            each.review.reviewer_name,
            each.user_name,
            each.right_name,
            each.service_name,
            each.for_whom,
            why(each),
            " ".join(more(each)),
            answer(each),
            each.answered_by_name,
            day(each.answered_at) if each.answered_at else "",
            each.remark,
        ]


def answer(entry: Entry) -> str:
    """What became of a line; one that ended before the worker marked it has ended too."""
    found = Answer(entry.answer)
    ended = found is Answer.OPEN and not entry.stands  # type: ignore[attr-defined]  # by the query
    if found is Answer.OPEN and not ended:
        return _("Without an answer")
    return said(entry, Answer.ENDED if ended else found)[1]


def _data(request: VisitorRequest, campaign: Campaign, entries: list[Entry]) -> dict[str, Any]:
    reviews = list(queries.lists(campaign, at=request.at))
    total, state = queries.totals(campaign, at=request.at), CAMPAIGNS[campaign.State(campaign.state)][1]
    numbers = [
        (_("Rights"), str(total.lines)),
        (_("Confirmed"), str(total.confirmed)),
        (_("Taken away"), str(total.withdrawn)),
        (_("Ended by themselves"), str(total.ended)),
        (_("Without an answer"), str(total.waiting)),
    ]
    return {
        "title": campaign.name,
        "author": campaign.organisation.name,
        "language": translation.get_language() or "en",
        "foot": _("{organisation}, as of {day}").format(
            organisation=campaign.organisation.name, day=day(request.at)
        ),
        "facts": [
            (_("State"), str(state)),
            (_("Last day"), date_format(campaign.last_day, "DATE_FORMAT")),
            *facts(campaign),
            *numbers,
        ],
        "lists": {
            "title": _("By service") if campaign.by == By.SERVICE else _("By department"),
            "names": _headings(),
            "rows": _rows(reviews),
        },
        "names": [_("Employee"), _("Right"), _("Why"), _("Answer"), _("Remark")],
        "entries": [
            {"title": review.title or _("Without a department"), "rows": [_line(each) for each in lines]}
            for review, lines in groupby(entries, key=lambda each: each.review)
        ],
    }


def _headings() -> list[str]:
    return [_("List"), _("Goes through it"), _("Rights"), _("Without an answer"), _("Reminders")]


def _rows(reviews: list[Review]) -> list[list[str]]:
    told, handovers = queries.told(reviews), handing.of(reviews)
    return [
        [
            each.title or _("Without a department"),
            each.reviewer_name or _("Nobody"),
            str(each.lines),  # type: ignore[attr-defined]  # counted by the query
            str(each.waiting),  # type: ignore[attr-defined]  # counted by the query
            "\n".join([*handed(handovers[each.pk]), *reminders(told[each.pk])]),
        ]
        for each in reviews
    ]


def _fitting(words: str) -> str:
    """The words with places to break in those that are longer than a column."""
    return LONG.sub("\\1\u200b", words)


def _line(entry: Entry) -> list[str]:
    service = f"{entry.service_name}, {entry.for_whom}" if entry.for_whom else entry.service_name
    lines = [answer(entry)]
    if entry.answered_by_name and entry.answered_at:
        lines.append(_("{day} by {who}").format(day=day(entry.answered_at), who=entry.answered_by_name))
    reason = "\n".join([why(entry), *more(entry)])
    cells = [entry.user_name, f"{entry.right_name}\n{service}", reason, "\n".join(lines), entry.remark]
    return [_fitting(each) for each in cells]

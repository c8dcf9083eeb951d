"""The reviewer's one screen: their people, what each holds and why, to be confirmed or withdrawn (C9)."""

from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt import explanations
from fuldmagt.mandates.recertification import handing, outcome, queries
from fuldmagt.mandates.recertification.models import Entry, Review
from fuldmagt.mandates.recertification.rules import Answer, CampaignState, stamp
from fuldmagt.organisations.queries import same_person
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb, Tab
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.recertification.words import more, said, why
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

PEOPLE: Final = 10


@for_visitors
@require_safe
def mine(request: VisitorRequest) -> HttpResponse:
    """The lists that wait for the visitor."""
    found = queries.lists_of(request.visitor.actor, at=request.at)
    page = Paginator(found, 15).get_page(request.GET.get("page"))
    rows = [{"review": each, "late": each.campaign.due_at <= request.at} for each in page.object_list]
    return render(request, "recertification/mine.html", {"page": page, "rows": rows})


@for_visitors
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    review = queries.list_for(ref, by=request.visitor.actor, at=request.at)
    return page(request, review) if review else missing(request, ref)


def page(
    request: VisitorRequest, review: Review, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """One page of people, with what was refused on top."""
    only_open, words = request.GET.get("show") == "open", request.GET.get("q", "")[:100].replace("\x00", "")
    found = queries.people(review, text=words, only_open=only_open, at=request.at)
    people = Paginator(found, PEOPLE).get_page(request.GET.get("page"))
    lines = queries.lines_of(review, list(people.object_list), at=request.at)
    here, running = reverse("recertification:review", args=[review.ref]), CampaignState.RUNNING
    context = {
        "review": review,
        "handed": handing.current(review),
        "first": queries.answers_first(review, request.visitor.actor),
        "running": review.campaign.state == running,
        "late": review.campaign.due_at <= request.at,
        "withdrawn_at": due.due_at if (due := outcome.withdrawal_of(review)) else None,
        "said": review.lines - review.waiting,  # type: ignore[attr-defined]  # counted by the query
        "page": people,
        "q": words,
        "only_open": only_open,
        "people": [
            _person(request, list(each)) for _user, each in groupby(lines, key=lambda each: each.user_id)
        ],
        "here": _query(request),
        "refusal": explanations.explained(refusal) if refusal else None,
        "tabs": [
            Tab(_("Everybody"), here, not only_open),
            Tab(_("Where something waits"), f"{here}?show=open", only_open),
        ],
        "crumbs": [
            Crumb(_("Go through rights"), reverse("recertification:mine")),
            Crumb(review.title or _("Without a department")),
        ],
    }
    return render(request, "recertification/review.html", context, status=status)


def _person(request: VisitorRequest, lines: list[Entry]) -> dict[str, Any]:
    user, own = lines[0].user, same_person(lines[0].user, request.visitor.actor)
    rows = [_line(each, own=own) for each in lines]
    return {
        "user": user,
        "name": lines[0].user_name,
        "own": own,
        "lines": rows,
        "waiting": sum(each["waits"] for each in rows),
        "stamp": stamp(each["entry"].ref for each in rows if each["waits"]),
    }


def _line(entry: Entry, *, own: bool) -> dict[str, Any]:
    stands, answer = entry.stands, Answer(entry.answer)  # type: ignore[attr-defined]  # by the query
    shown = Answer.ENDED if not stands and answer is Answer.OPEN else answer
    running = entry.campaign.state == CampaignState.RUNNING
    return {
        "entry": entry,
        "right": name_of(entry.right),
        "why": why(entry),
        "more": more(entry),
        "state": said(entry, shown),
        "waits": shown is Answer.OPEN and running,
        "asks": shown is Answer.OPEN and running and not own,
        "again": shown in {Answer.CONFIRMED, Answer.TO_BE_ENDED} and stands and running and not own,
    }


def _query(request: VisitorRequest) -> str:
    """The place in the list, to come back to."""
    kept = {name: request.GET[name][:100] for name in ("show", "page", "q") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def back(request: VisitorRequest, review: str, user: str) -> str:
    """Where the reviewer was in the list."""
    return f"{reverse('recertification:review', args=[review])}{_query(request)}#p-{user}"

"""The requests of an organisation for those who decide, and everybody's own (C7)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt.mandates.requests import queries
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.queries import Wanted
from fuldmagt.mandates.requests.rules import RequestState
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.look.parts import Tab
from fuldmagt.web.permission import for_visitors, needs
from fuldmagt.web.requests.words import STATES, asker_of
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS = 15


@needs(Deed.SEE_RIGHTS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    """Who waits, the longest first; or what was answered, the newest first."""
    organisation = request.visitor.actor.organisation
    over, words = request.GET.get("show") == "over", request.GET.get("q", "")[:100].replace("\x00", "")
    found = queries.listed(Wanted(text=words, waiting=not over), organisation=organisation, at=request.at)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    waiting = queries.waiting(organisation, at=request.at).count()
    here = reverse("requests:list")
    context = {
        "page": page,
        "rows": [_row(each) for each in page.object_list],
        "q": words,
        "over": over,
        "waiting": waiting,
        "may_decide": not request.visitor.actor.refused(Deed.MANAGE_RIGHTS),
        "tabs": [
            Tab(_("Waiting"), here, not over, waiting or None),
            Tab(_("Answered"), f"{here}?show=over", over),
        ],
    }
    return render(request, "requests/list.html", context)


@for_visitors
@require_safe
def mine(request: VisitorRequest) -> HttpResponse:
    """What I asked for, and what was asked for me."""
    page = Paginator(queries.of_people(request.visitor.user), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(each) for each in page.object_list]}
    return render(request, "requests/mine.html", context)


def _row(row: RightRequest) -> dict[str, Any]:
    return {
        "request": row,
        "right": name_of(row.right),
        "by_another": asker_of(row) if row.asked_by != row.user.ref else "",
        "state": STATES[RequestState(row.state)],
    }

"""What departments and groups have and somebody in them has not: looked at, and given (C5)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.belonging.actions import accept, waiting_for
from fuldmagt.mandates.groups.queries import people
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import Followed, LeftOut
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Share, stamp
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.groups.showing import Without, without
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS = 100


@dataclass(slots=True)
class Row:
    """Somebody for whom something waits: what it is, and what they cannot get beside it."""

    user: BusinessUser
    gets: list[str]
    stamp: str
    without: list[Without] = field(default_factory=list)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def listing(request: VisitorRequest) -> HttpResponse:
    actor = request.visitor.actor
    if request.method == "POST":
        chosen = _chosen(request)
        if not chosen:
            messages.warning(request, _("Nobody was ticked, so nothing has been given."))
            return HttpResponseRedirect(request.get_full_path())
        done = accept(chosen, by=actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _said(done))
        return HttpResponseRedirect(request.get_full_path())
    waiting = waiting_for(None, by=actor, at=request.at)
    rows = _rows(waiting, request)
    department = departments.one(request.GET.get("department", "")[:64], organisation=actor.organisation)
    if department is not None:
        rows = [each for each in rows if each.user.department == department]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    _tell_without(page.object_list, waiting.left_out, actor.organisation)
    context = {"page": page, "department": department, "everybody": reverse("rights:waiting")}
    return render(request, "rights/waiting.html", context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Who is ticked, each with the stamp of what was seen."""
    pairs = (each.partition(".") for each in request.POST.getlist("user")[:ROWS])
    return {user: stamped for user, _dot, stamped in pairs}


def _rows(waiting: Followed, request: VisitorRequest) -> list[Row]:
    """By name, each with what would be given and by which department or group."""
    organisation = request.visitor.actor.organisation
    shares: dict[str, list[Share]] = defaultdict(list)
    for share in waiting.given:
        shares[share.user].append(share)
    users = people(shares.keys(), organisation=organisation)
    rights = catalogue.rights_called({each.right for each in waiting.given})
    named = {ref: name_of(right) for ref, right in rights.items()}
    through = sources.called({each.source for each in waiting.given}, organisation=organisation)
    rows = [
        Row(
            user,
            [f"{named[each.right]} – {_holder(through[each.source])}" for each in shares[ref]],
            f"{ref}.{stamp(shares[ref])}",
        )
        for ref, user in users.items()
    ]
    return sorted(rows, key=lambda each: (each.user.name.casefold(), each.user.ref))


def _holder(source: Source) -> str:
    holder = str(source.group or source.department or "")
    if source.mandate_id is None:
        return holder
    return _("{group}, for {client}").format(group=holder, client=source.acted_for.name)


def _tell_without(rows: Iterable[Row], left_out: Iterable[LeftOut], organisation: str) -> None:
    rows = list(rows)
    shown = {each.user.ref for each in rows}
    said = without([each for each in left_out if each.share.user in shown], organisation=organisation)
    for row in rows:
        row.without = [each for each in said if each.user == row.user]


def _said(done: Followed) -> str:
    count = len({each.user for each in done.given})
    if not count:
        return _("There was nothing left to give.")
    said = ngettext(
        "%(count)d person has what department and groups have.",
        "%(count)d people have what department and groups have.",
        count,
    )
    return said % {"count": count}

"""The list of users: paged, sorted, searched, downloaded (C4)."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.organisations.users.actions import take_list
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.frame.words import MEANS, STATES
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users import queries
from fuldmagt.web.users.searching import SearchForm
from fuldmagt.web.visitor import VisitorRequest

RIGHTS: Final = "rights"
SIZES: Final = (15, 50, 100)
ORDERS: Final = {
    "name": "name",
    "email": "email",
    "group": "employee_group",
    "department": "department__name",
    "state": "state",
    "created": "created_at",
}


@needs(Deed.SEE_USERS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    form = SearchForm(request.GET, organisation=request.visitor.actor.organisation, at=request.at)
    page = _page(_found(request, form), request)
    context = {
        "form": form,
        "page": page,
        "people": _rows(page),
        "searched": form.is_narrowed() or bool(request.GET.get("q")),
        "sorting": request.GET.get("sort", "name"),
        "query": request.GET.urlencode(),
        "to_rights": _to_rights(request),
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_USERS),
        "may_give": not request.visitor.actor.refused(Deed.MANAGE_RIGHTS),
    }
    return render(request, "users/list.html", context)


@needs(Deed.SEE_USERS)
@require_GET
def whose_rights(request: VisitorRequest) -> HttpResponse:
    """The list, in which each name leads to the user's rights."""
    return HttpResponseRedirect(f"{reverse('users:list')}?to={RIGHTS}")


@needs(Deed.SEE_USERS)
@require_GET
def download(request: VisitorRequest) -> HttpResponse:
    """The list that was searched for, whole, as a file for a spreadsheet."""
    form = SearchForm(request.GET, organisation=request.visitor.actor.organisation, at=request.at)
    people = list(_found(request, form))
    if refusal := take_list([user.ref for user in people], by=request.visitor.actor, at=request.at):
        return refused(request, refusal)
    return spreadsheet(f"users-{request.at:%Y-%m-%d}.csv", _lines(people))


def _to_rights(request: VisitorRequest) -> bool:
    return request.GET.get("to") == RIGHTS and not request.visitor.actor.refused(Deed.SEE_RIGHTS)


def _found(request: VisitorRequest, form: SearchForm) -> QuerySet[BusinessUser]:
    organisation = request.visitor.actor.organisation
    people = queries.found(form.wanted(), organisation=organisation, at=request.at)
    asked = request.GET.get("sort", "name")
    column = F(ORDERS.get(asked.removeprefix("-"), "name"))
    order = column.desc(nulls_last=True) if asked.startswith("-") else column.asc(nulls_last=True)
    return people.order_by(order, "name", "ref")


def _page(people: QuerySet[BusinessUser], request: VisitorRequest) -> Page[BusinessUser]:
    size = request.GET.get("size", "")
    chosen = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[0]
    return Paginator(people, chosen).get_page(request.GET.get("page"))


def _rows(people: Iterable[BusinessUser]) -> list[dict[str, Any]]:
    shown = list(people)
    means = queries.means_of_each(shown)
    return [
        {
            "user": user,
            "means": [MEANS[kind] for kind in means.get(user.ref, [])],
            "state_kind": STATES[UserState(user.state)][0],
            "state_word": STATES[UserState(user.state)][1],
            "closed": user.state == UserState.CLOSED,
        }
        for user in shown
    ]


def _lines(people: list[BusinessUser]) -> Iterator[list[str]]:
    yield [
        _("Name"), _("E-mail"), _("User id"), _("Phone"), _("Department"), _("Staff category"),
        _("Means of login"), _("State"), _("Created"),
    ]  # fmt: skip
    for row in _rows(people):
        user = row["user"]
        cells = [
            user.name,
            user.email,
            user.user_id or "",
            user.phone,
            user.department.name if user.department else "",
            user.employee_group,
            ", ".join(str(word) for word in row["means"]),
            str(row["state_word"]),
            date_format(user.created_at, "Y-m-d"),
        ]
        yield cells

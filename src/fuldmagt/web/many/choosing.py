"""Whom a change is for: ticked in the list of users, or all that a search found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fuldmagt.mandates.many.rules import MOST_PEOPLE, What
from fuldmagt.mandates.requests.queries import branches_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.web.many.forms import WHATS
from fuldmagt.web.users import queries
from fuldmagt.web.users.searching import SearchForm
from fuldmagt.web.visitor import VisitorRequest

ROWS = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom and what a step of the pages is about."""

    people: tuple[str, ...]
    what: What

    @property
    def written(self) -> str:
        """The people as one field of a form, which may have no more than a thousand."""
        return " ".join(self.people)


def chosen(request: VisitorRequest) -> Chosen:
    """From the list, where somebody was just chosen in it, or as an earlier step sent it on."""
    if request.POST.get("step") != "choose":
        people = request.POST.get("people", "").split()
    elif "all" in request.POST:
        people = list(_found(request)[1].values_list("ref", flat=True)[: MOST_PEOPLE + 1])
    else:
        people = request.POST.getlist("user")
    asked = request.POST.get("what", "")
    what = What(asked) if asked in set(What) else What.GIVE
    return Chosen(tuple(dict.fromkeys(people)), what)


def against(people: Sequence[str]) -> str:
    """What is wrong with the choice, in a sentence; nothing: empty."""
    if not people:
        return _("Tick somebody first, or choose all that the search found.")
    if len(people) > MOST_PEOPLE:
        said = _(
            "One change reaches at most %(most)d people. Search for fewer and change them in several goes."
        )
        return said % {"most": MOST_PEOPLE}
    return ""


def page(request: VisitorRequest, said: str = "") -> HttpResponse:
    form, people = _found(request)
    branches = branches_of(request.visitor.user.organisation)
    context = {
        "form": form,
        "page": Paginator(people, ROWS).get_page(request.GET.get("page")),
        "searched": form.is_narrowed() or bool(request.GET.get("q")),
        "ticked": request.POST.getlist("user"),
        "what": request.POST.get("what", What.GIVE),
        "whats": [
            (each.value, word) for each, word in WHATS.items() if branches or each is not What.BRANCHES
        ],
        "said": said,
    }
    return render(request, "many/people.html", context, status=400 if said else 200)


def _found(request: VisitorRequest) -> tuple[SearchForm, QuerySet[BusinessUser]]:
    organisation = request.visitor.actor.organisation
    form = SearchForm(request.GET, organisation=organisation, at=request.at)
    people = queries.found(form.wanted(), organisation=organisation, at=request.at)
    return form, people.order_by("name", "ref")

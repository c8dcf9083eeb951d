"""For whom do you act? Asked only where there is more than one answer."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fuldmagt.sign_in import actions, choices, queries
from fuldmagt.sign_in.queries import Choice
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.look import parts
from fuldmagt.web.sign_in.forms import MissingForm, OrganisationForm
from fuldmagt.web.sign_in.pending import Pending, SeeOther, not_possible, of_this_browser
from fuldmagt.web.sign_in.showing import asking, right_names, thread_after, you
from fuldmagt.web.visitor import Request

ON_A_PAGE = 7
SEARCHABLE = 4  # below that, all are seen at once
WAYS = {
    "chain": gettext_lazy("Chain mandate"),
    "grant": gettext_lazy("Access given in the portal"),
    "direct": gettext_lazy("Your own organisation"),
}
CHOOSING = {Stage.IDENTIFIED.value, Stage.REFUSED.value}


@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def organisation(request: Request, pending: Pending) -> HttpResponse:
    if not _may_choose(pending):
        return SeeOther(pending.url("front"))
    if request.method == "POST":
        form = OrganisationForm(request.POST)
        if form.is_valid():
            return _act_for(request, pending, form.cleaned_data["organisation"])
    offered = choices.offered(pending.sign_in, at=request.at)
    return render(request, "sign_in/organisation.html", _context(request, pending, offered))


def _may_choose(pending: Pending) -> bool:
    """Nobody chooses where the service has named the one organisation that it is about."""
    sign_in = pending.sign_in
    return sign_in.stage in CHOOSING and sign_in.user is not None and not pending.demand.organisation


def _act_for(request: Request, pending: Pending, ref: str) -> HttpResponse:
    done = actions.represent(pending.ref, ref, browser=pending.browser, at=request.at)
    if isinstance(done, Refusal):
        return not_possible(request, pending, done)
    return SeeOther(pending.url("front"))


def _context(request: Request, pending: Pending, offered: list[Choice]) -> dict[str, object]:
    user = pending.sign_in.user
    assert user is not None
    wanted = request.GET.get("q", "").strip()[:100]
    last = queries.last_organisation(user, pending.demand.client)
    found = [each for each in offered if _matches(each, wanted)]
    names = right_names([right for each in offered for right in each.rights])
    page = Paginator([_shown(each, names) for each in found], ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "pending": pending,
        "asking": asking(pending.demand),
        "user": user,
        "count": len(offered),
        "searchable": len(offered) > SEARCHABLE,
        "wanted": wanted,
        "last": [_shown(each, names) for each in offered if each.organisation.ref == last and not wanted],
        "page": page,
        "thread": thread_after(asking(pending.demand), you(user.name), pending.sign_in.means, [("?", "")]),
    }


def _matches(choice: Choice, wanted: str) -> bool:
    """By name, or by a part of its number."""
    where = f"{choice.organisation.name} {choice.organisation.ref}".casefold()
    return all(word in where for word in wanted.casefold().split())


def _shown(choice: Choice, names: dict[str, str]) -> parts.Choice:
    until = _("without an end date")
    if choice.valid_until:
        until = _("until %(date)s") % {"date": date_format(localtime(choice.valid_until), "DATE_FORMAT")}
    way = str(WAYS.get(choice.way, ""))
    return parts.Choice(
        title=choice.organisation.name,
        help=", ".join(names[right] for right in choice.rights),
        more=f"{way}, {until}" if way else until,
        icon="business",
        name="organisation",
        value=choice.organisation.ref,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def missing(request: Request, pending: Pending) -> HttpResponse:
    """An organisation that is not offered: the login is tried, so that the law says what is missing."""
    if not _may_choose(pending):
        return SeeOther(pending.url("front"))
    form = MissingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ref = queries.organisation_numbered(form.cleaned_data["number"])
        if ref is not None:
            return _act_for(request, pending, ref)
        form.add_error("number", _("We know no organisation by this number."))
    context = {"pending": pending, "asking": asking(pending.demand), "form": form}
    return render(request, "sign_in/missing.html", context)

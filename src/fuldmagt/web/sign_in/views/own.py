"""Logging in to the platform's own pages, and logging off."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.authenticators.own.actions import FRESH
from fuldmagt.sign_in import actions, leaving, rules
from fuldmagt.sign_in.demand import Demand
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web import visitor as visitors
from fuldmagt.web.frame.language import on_the_way
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.pending import Pending, SeeOther, not_possible, of_this_browser
from fuldmagt.web.visitor import Request

DOOR = "sign_in:arrive"
LONGEST = 2000  # of an address to come back to; it is kept with the login


@for_everybody
@require_safe
def log_in(request: Request) -> HttpResponse:
    """A login to the pages of the platform; back to the page that was asked for, which may want it fresh."""
    after, visitor = own_page(request.GET.get("next", "")), request.visitor
    demand = Demand(door=DOOR, max_age=FRESH if "fresh" in request.GET else None, reply={"next": after})
    if visitor and rules.is_recent_enough(visitor.since, demand, begun_at=request.at, at=request.at):
        return HttpResponseRedirect(after)
    held = actions.begin(demand, at=request.at)
    response = HttpResponseRedirect(reverse("sign_in:front", args=[held.sign_in.ref]))
    return cookies.keep(response, request, held.sign_in.ref, held.browser)


def own_page(address: str) -> str:
    """An address of ours, as a path alone; the start page for anything that could lead elsewhere."""
    path = len(address) <= LONGEST and address.startswith("/") and not address.startswith(("//", "/\\"))
    plain = all(0x20 < ord(sign) < 0x7F and sign != "\\" for sign in address)
    ours = path and plain and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else "/"


@require_safe
@of_this_browser
def arrive(request: Request, pending: Pending) -> HttpResponse:
    """The login to our own pages is over: to the page that was asked for."""
    if pending.demand.door != DOOR:
        return SeeOther(pending.url("front"))
    finished = actions.finish(pending.ref, browser=pending.browser, at=request.at)
    if isinstance(finished, Refusal):
        return not_possible(request, pending, finished)
    return cookies.drop(SeeOther(own_page(str(finished.reply["next"]))), request, pending.ref)


@for_everybody
@require_safe
@on_the_way
def cancelled(request: Request) -> HttpResponse:
    """A login to our own pages that was given up."""
    return render(request, "sign_in/cancelled.html")


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def out(request: Request) -> HttpResponse:
    """Off. A service may have sent the person here, and then they go back there."""
    then = leaving.opened(request.GET.get("then", "") or request.POST.get("then", ""))
    visitor = request.visitor
    if visitor is not None and request.method != "POST":
        context = {"then": request.GET.get("then", "")}
        return render(request, "sign_in/out.html", context)
    if visitor is not None:
        home = visitor.user.organisation.ref
        leaving.leave(visitor.user.ref, organisation=home, browser=visitor.browser, at=request.at)
        visitors.forget(request)
    return HttpResponseRedirect(then) if then else SeeOther(reverse("sign_in:left"))


@for_everybody
@require_safe
def left(request: Request) -> HttpResponse:
    return render(request, "sign_in/left.html")

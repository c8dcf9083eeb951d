"""A page of a login on its way: found by its reference and the secret of its browser, or not at all."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fuldmagt.sign_in import queries
from fuldmagt.sign_in.demand import Demand
from fuldmagt.sign_in.models import SignIn
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.language import in_language_of_the_login
from fuldmagt.web.permission import View, by_other_proof
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import Request

OVER = {Stage.FINISHED.value, Stage.CANCELLED.value}


@dataclass(frozen=True, slots=True)
class Pending:
    """The login that a page belongs to, and the secret that its browser has shown."""

    sign_in: SignIn
    demand: Demand
    browser: str

    @property
    def ref(self) -> str:
        return self.sign_in.ref

    def url(self, name: str) -> str:
        return reverse(f"sign_in:{name}", args=[self.ref])


class SeeOther(HttpResponseRedirect):
    """303: on by GET, taking nothing along."""

    status_code = 303


def of_this_browser(view: View) -> View:
    """A page of a login that is on its way in this browser, in the language that the service asked for."""

    @by_other_proof
    @wraps(view)
    def found(request: Request, ref: str, *args: Any, **kwargs: Any) -> HttpResponse:
        secret = cookies.secret_for(ref, request)
        sign_in = queries.of_browser(ref, secret)
        if sign_in is None:
            with in_language_of_the_login(request):
                return over(request, status=404)
        pending = Pending(sign_in, sign_in.demand, secret)
        with in_language_of_the_login(request, wished=pending.demand.ui_locales):
            if sign_in.stage in OVER:
                return over(request)
            if sign_in.expires_at <= request.at and not getattr(view, "out_of_time", False):
                return timed_out(request, pending)
            response = view(request, pending, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return found


def even_out_of_time(view: View) -> View:
    """A page that is open after the time is out: the way back."""
    view.out_of_time = True  # type: ignore[attr-defined]  # a mark on the function
    return view


def over(request: Request, *, status: int = 400) -> HttpResponse:
    """There is no such login in this browser, or no more: nothing is told about it."""
    return render(request, "sign_in/over.html", status=status)


def timed_out(request: Request, pending: Pending) -> HttpResponse:
    context = {"pending": pending, "asking": asking(pending.demand)}
    return render(request, "sign_in/timed_out.html", context, status=400)


def not_possible(request: Request, pending: Pending, refusal: Refusal) -> HttpResponse:
    """A step that cannot be taken: the page of what is so, not of what was tried."""
    if refusal.reason is Reason.LOGIN_TIMED_OUT:
        return timed_out(request, pending)
    return SeeOther(pending.url("front"))

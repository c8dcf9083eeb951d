"""Who may open a page: every view says so, and the start-up check refuses one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fuldmagt.audit.actions import turned_away
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import Request, Visitor

View = Callable[..., HttpResponse]

EVERYBODY = "everybody"
VISITORS = "visitors"
OTHER_PROOF = "other proof"
LOOKS = frozenset({"GET", "HEAD", "OPTIONS"})


def for_everybody(view: View) -> View:
    """A page that needs no login."""
    view.permission = EVERYBODY  # type: ignore[attr-defined]  # a mark on the function
    return view


def by_other_proof(view: View) -> View:
    """A door that checks a proof of its own: a client's credentials, a link's token, a pending login."""
    view.permission = OTHER_PROOF  # type: ignore[attr-defined]  # a mark on the function
    return view


def for_visitors(view: View) -> View:
    """A page for everybody who is logged in, about themselves."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.visitor is None:
            return to_login(request)
        return view(request, *args, **kwargs)

    guarded.permission = VISITORS  # type: ignore[attr-defined]  # a mark on the function
    return guarded


def needs(deed: Deed, *, saves: Deed | None = None) -> Callable[[View], View]:
    """A page for those whose roles allow the deed in the organisation they act for.

    `saves` is the deed of who changes what it shows, where more may read than may change.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.visitor is None:
                return to_login(request)
            needed = saves if saves and request.method not in LOOKS else deed
            return kept_out(request, request.visitor, needed) or view(request, *args, **kwargs)

        guarded.permission = deed.value  # type: ignore[attr-defined]  # a mark on the function
        guarded.saving = (saves or deed).value  # type: ignore[attr-defined]  # a mark on the function
        return guarded

    return decorate


def kept_out(request: Request, visitor: Visitor, deed: Deed) -> HttpResponse | None:
    """The refusal for somebody whose roles do not allow the deed. More than a look is written down."""
    refusal = visitor.actor.refused(deed)
    if refusal is None:
        return None
    if request.method not in LOOKS:
        turned_away(refusal, by=visitor.actor.ref, at=request.at, organisation=visitor.actor.organisation)
    return refused(request, refusal)


def to_login(request: Request) -> HttpResponse:
    """To the login, and back to this page afterwards (only a page that was asked for by GET)."""
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{reverse('sign_in:own')}?{urlencode({'next': back})}")

"""Who may open the pages of an activation: a link that works, and the browser that showed the eID.

The link alone opens the first page only. What the eID confirmed is remembered in the session of that
browser, for two hours; whoever comes later shows the eID again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from fuldmagt.onboarding.activation.queries import finished_by, walk_by
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.activation.journey import page_of
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

LASTS: Final = timedelta(hours=2)
KEY: Final = "walk"
START: Final[Mapping[Purpose, str]] = {
    Purpose.ACTIVATION: "activation:start",
    Purpose.NEW_PIN: "activation:pin_start",
    Purpose.RECOVERY: "recovery:start",
}
Page = Callable[..., HttpResponse]  # takes the request, the walk, the token, and parts of the address


def bind(request: Request, link: str, token: str) -> None:
    """This browser has shown the eID for this link; its session gets a new key, so none was planted."""
    request.session.cycle_key()
    request.session[KEY] = {"link": link, "token": token, "since": request.at.isoformat()}


def remember_link(request: Request, token: str) -> None:
    """Which link this browser goes to the eID with, so that it finds back. It proves nothing."""
    request.session["link"] = token


def remembered_link(request: Request) -> str:
    return str(request.session.get("link", ""))


def is_bound(request: Request, link: str) -> bool:
    bound = request.session.get(KEY)
    if not bound or bound["link"] != link:
        return False
    return request.at - datetime.fromisoformat(bound["since"]) < LASTS


def bound_link(request: Request, token: str) -> str:
    """The link for which this browser has shown the eID lately, if it is the one of this token."""
    bound = request.session.get(KEY) or {}
    if bound.get("token") != token or not is_bound(request, bound["link"]):
        return ""
    return str(bound["link"])


def bound_user(request: Request, token: str) -> BusinessUser | None:
    """Who has finished an activation in this browser, lately, by this link."""
    return finished_by(token) if bound_link(request, token) else None


def walking(
    *stages: Stage, purpose: Purpose = Purpose.ACTIVATION
) -> Callable[[Page], Callable[..., HttpResponse]]:
    """A page for those who have come to one of these stages; everybody else is shown where they are."""

    def decorate(page: Page) -> Callable[..., HttpResponse]:
        @by_other_proof
        @never_cache
        @wraps(page)
        def guarded(request: Request, token: str, **more: str) -> HttpResponse:
            walk = walk_by(token, at=request.at, purpose=purpose)
            if isinstance(walk, Refusal):
                return stopped(request, walk, token=token)
            with in_language_of(request, walk.user):
                if not is_bound(request, walk.link.ref):
                    return redirect(START[purpose], token)
                if stages and walk.stage not in stages:
                    return redirect(page_of(walk, token))
                return page(request, walk, token, **more)

        return guarded

    return decorate

"""Which browser a visit belongs to, and what is said when it is over or cannot be."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from fuldmagt import explanations
from fuldmagt.onboarding.models import Visit
from fuldmagt.onboarding.representing import queries
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.activation.stopped import as_heading
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.refused import STATUS
from fuldmagt.web.visitor import Request

KEY: Final = "visit"
Page = Callable[..., HttpResponse]


def new_secret(request: Request) -> str:
    """A secret of this browser alone, under a new session key: a planted one knows nothing of it."""
    request.session.cycle_key()
    request.session[KEY] = dice.token()
    return str(request.session[KEY])


def visit_of(request: Request, *, proven: bool = True) -> Visit | Refusal:
    return queries.visit_of(str(request.session.get(KEY, "")), at=request.at, proven=proven)


def for_signers(page: Page) -> Page:
    """A page for whoever has shown by the eID that they may sign, as long as the visit lasts."""

    @wraps(page)
    def guarded(request: Request, *args: str, **kwargs: str) -> HttpResponse:
        visit = visit_of(request)
        return (
            stopped(request, visit) if isinstance(visit, Refusal) else page(request, visit, *args, **kwargs)
        )

    return by_other_proof(never_cache(guarded))


def stopped(request: Request, refusal: Refusal) -> HttpResponse:
    """Why it cannot go on like this, and the way that is left: to begin again."""
    told = explanations.explained(refusal)
    context = {
        "heading": as_heading(told.sentence),
        "over": refusal.about == "visit",
        "remedy": told.remedy,
        "code": refusal.reason.value,
    }
    return render(request, "represent/stopped.html", context, status=STATUS.get(refusal.reason, 403))

"""The one way to a page with data: somebody is logged in, and the decision service says yes, now."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.rights import EDIT, VIEW
from examples.employer_portal.views import refusals
from examples.kit.decisions import No, Question, Silence, Yes
from examples.kit.frame import now
from examples.kit.identity import Identity
from examples.kit.parts import Account

LONGEST: Final = timedelta(hours=8)  # then the person logs in again, however busy
log = logging.getLogger(__name__)
Verdict = Yes | No | Silence


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that has been decided on. `editing` is the answer to the other question: also edit?"""

    identity: Identity
    account: Account
    editing: Verdict
    at: datetime

    @property
    def may_edit(self) -> bool:
        return isinstance(self.editing, Yes)

    @property
    def today(self) -> date:
        return localdate(self.at)


Page = Callable[..., HttpResponse]


def viewing(page: Page) -> Page:
    """A page to look at. Both questions are asked: by the second the page knows what to offer."""
    return _decided(page, VIEW)


def editing(page: Page) -> Page:
    """A page that changes something, asked about when it is opened and again when it is sent."""
    return _decided(page, EDIT)


def _decided(page: Page, right: str) -> Page:
    """Ask before the page does anything. A no, and no answer, show themselves instead of the page."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = now()
        if (identity := visitor(request, at=at)) is None:
            return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': _back(request)})}")
        account = account_of(request, identity)
        verdict = ask(identity, right, at=at)
        if isinstance(verdict, Silence):
            log.warning("closed: %s", verdict.about)
            return refusals.closed(request, account)
        if isinstance(verdict, No):
            views = right == EDIT and isinstance(ask(identity, VIEW, at=at), Yes)
            return refusals.refused(request, account, identity, verdict, still_views=views, at=at)
        edits = verdict if right == EDIT else ask(identity, EDIT, at=at)
        return page(request, Visit(identity, account, edits, at), *args, **kwargs)

    return guarded


def ask(identity: Identity, right: str, *, at: datetime) -> Verdict:
    question = Question(identity.user, right, identity.organisation, identity.assurance, identity.means)
    return C.decisions.ask(question, language=get_language() or "nl", at=at)


def visitor(request: HttpRequest, *, at: datetime) -> Identity | None:
    """Who is logged in, if that was not too long ago."""
    kept, since = request.session.get("identity"), request.session.get("since", 0)
    if not kept or at.timestamp() - since > LONGEST.total_seconds():
        return None
    return Identity(**{**kept, "rights": tuple(kept["rights"])})


def account_of(request: HttpRequest, identity: Identity) -> Account:
    """Whoever has several to act for is shown the way to the others."""
    others = reverse("clients") if request.session.get("several") else ""
    return Account(identity.name, identity.organisation_name, identity.through, others)


def _back(request: HttpRequest) -> str:
    """What was sent cannot be sent again by itself: then back to the page it came from."""
    return request.get_full_path() if request.method == "GET" else reverse("welcome")

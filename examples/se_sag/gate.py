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

from examples.kit.decisions import No, Question, Silence, Yes
from examples.kit.frame import now
from examples.kit.parts import Account
from examples.se_sag.configuration import CONFIGURATION as C
from examples.se_sag.identity import Identity
from examples.se_sag.rights import VIEWS, View
from examples.se_sag.views import refusals

LONGEST: Final = timedelta(hours=8)  # then the person logs in again, however busy
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that has been decided on."""

    identity: Identity
    right: str
    view: View
    at: datetime

    @property
    def today(self) -> date:
        return localdate(self.at)

    @property
    def account(self) -> Account:
        return account_of(self.identity)


Page = Callable[..., HttpResponse]


def decided(page: Page) -> Callable[..., HttpResponse]:
    """Ask before the page does anything. A no, and no answer, show themselves instead of the page."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = now()
        if (identity := visitor(request, at=at)) is None:
            onwards = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('login')}?{onwards}")
        before = str(request.session.get("right", ""))
        verdict = ask(identity, before, at=at)
        if isinstance(verdict, Yes):
            request.session["right"] = verdict.right
            return page(request, Visit(identity, verdict.right, VIEWS[verdict.right], at), *args, **kwargs)
        account = account_of(identity)
        if isinstance(verdict, Silence):
            log.warning("closed: %s", verdict.about)
            return refusals.closed(request, account)
        return refusals.refused(request, account, identity, verdict, had=bool(before), at=at)

    return guarded


def ask(identity: Identity, before: str, *, at: datetime) -> Yes | No | Silence:
    """Yes to the first right that holds; else the no to the right last worked by, or the easiest to mend."""
    noes: list[No] = []
    for right in dict.fromkeys([before, *identity.rights, *VIEWS]):
        if right not in VIEWS:
            continue
        question = Question(identity.user, right, identity.organisation, identity.assurance, identity.means)
        answer = C.decisions.ask(question, language=get_language() or "da", at=at)
        if not isinstance(answer, No):
            return answer
        noes.append(answer)
    known = [no for no in noes if no.right == before or no.right in identity.rights]
    return known[0] if known else min(noes, key=lambda no: len(no.obstacles))


def visitor(request: HttpRequest, *, at: datetime) -> Identity | None:
    """Who is logged in, if that was not too long ago."""
    kept, since = request.session.get("identity"), request.session.get("since", 0)
    if not kept or at.timestamp() - since > LONGEST.total_seconds():
        return None
    return Identity(**{**kept, "rights": tuple(kept["rights"])})


def account_of(identity: Identity) -> Account:
    return Account(identity.name, identity.organisation_name, identity.through)

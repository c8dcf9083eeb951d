"""The way as the administrator sees it: of everybody who is on it, and of one employee (B1, B3)."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fuldmagt.onboarding.journey import actions, queries
from fuldmagt.onboarding.journey.rules import Progress, Turn, Why, tickable
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import STATES
from fuldmagt.web.journey.recording import RecordForm
from fuldmagt.web.journey.telling import OF_STEPS, REASONS, TROUBLES
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.header import THE_WAY, header
from fuldmagt.web.visitor import VisitorRequest

PAGE: Final = 15
LONGEST: Final = 200  # of what is searched for


@needs(Deed.SEE_USERS)
@require_GET
def on_the_way(request: VisitorRequest) -> HttpResponse:
    """Everybody who cannot log in yet: at which step, since when, what is stuck; or who waits, and why."""
    organisation = request.visitor.actor.organisation
    only_waiting = request.GET.get("show") == "waiting"
    words = request.GET.get("q", "").strip()[:LONGEST]
    listed: Any = queries.waiting_in if only_waiting else users.on_the_way
    found = listed(organisation, text=words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    people = [each.user if only_waiting else each for each in page]
    counts = queries.how_many_wait(organisation)
    context = {
        "page": page,
        "rows": [_row(user, request) for user in people],
        "only_waiting": only_waiting,
        "words": words,
        "on_the_way": users.on_the_way(organisation).count(),
        "waiting": sum(counts.values()),
        "reasons": [(REASONS[why], count) for why, count in counts.items()],
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_USERS),
    }
    return render(request, "on_the_way/list.html", context)


def _row(user: BusinessUser, request: VisitorRequest) -> dict[str, Any]:
    way = queries.way_of(user, at=request.at)
    waiting = queries.waiting_of(user)
    kind, word = STATES[UserState(user.state)]
    return {
        "user": user,
        "step": OF_STEPS[way.now.step] if way.now else "",
        "turn": way.now.turn.value if way.now else "",
        "done": way.done,
        "total": len(way.steps),
        "since": way.since,
        "days": (request.at - way.since).days,
        "trouble": TROUBLES[way.trouble] if way.trouble else None,
        "why": REASONS[Why(waiting.why)] if waiting else "",
        "state_kind": kind,
        "state_word": word,
    }


@needs(Deed.SEE_USERS)
@require_GET
def of_user(request: VisitorRequest, ref: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    return _page(request, user, RecordForm())


def _page(request: VisitorRequest, user: BusinessUser, form: RecordForm) -> HttpResponse:
    way = queries.way_of(user, at=request.at)
    waiting = queries.waiting_of(user)
    facts = queries.facts_of(user)
    prepares = tickable(facts.state, facts.stage, has_national_number=user.has_national_number) is None
    context = header(user, request.visitor, THE_WAY) | {
        "steps": [
            {
                "title": OF_STEPS[each.step],
                "state": each.progress.value,
                "now": each.progress is Progress.NOW,
                "employer": each.turn is Turn.EMPLOYER,
                "at": each.done_at,
            }
            for each in way.steps
        ],
        "done": way.done,
        "total": len(way.steps),
        "since": way.since,
        "trouble": TROUBLES[way.trouble] if way.trouble else None,
        "waiting": waiting,
        "why": REASONS[Why(waiting.why)] if waiting else "",
        "ways_open": bool(queries.open_ways()),
        "sent": queries.preparation_link(user),
        "can_send": prepares and facts.invited_at is None,
        "can_wait": prepares,
        "form": form,
    }
    return render(request, "on_the_way/user.html", context)


@needs(Deed.MANAGE_USERS)
@require_POST
def send(request: VisitorRequest, ref: str) -> HttpResponse:
    """Mail a candidate the link to the preparation."""
    done = actions.send_preparation(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    said = _("The link to the preparation is on its way to %(email)s. An older one no longer works.")
    messages.success(request, said % {"email": done.email})
    return _back(ref)


@needs(Deed.MANAGE_USERS)
@require_POST
def wait(request: VisitorRequest, ref: str) -> HttpResponse:
    """Record that the employee cannot be scanned, and why."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form)
    done = actions.record_waiting(ref, form.reason(), by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    said = _("%(name)s is on the waiting list, and gets a mail when another way opens.")
    messages.success(request, said % {"name": user.name})
    return _back(ref)


@needs(Deed.MANAGE_USERS)
@require_POST
def leave(request: VisitorRequest, ref: str) -> HttpResponse:
    """Take the employee off the waiting list."""
    done = actions.end_waiting(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("%(name)s is not on the waiting list any more.") % {"name": done.name})
    return _back(ref)


def _back(ref: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("journey:of_user", args=[ref]))

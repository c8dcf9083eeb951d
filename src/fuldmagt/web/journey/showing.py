"""The way as the employee reads it: each step with who does it, its state, and what to do now (B1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.journey import queries
from fuldmagt.onboarding.journey.rules import ACTIVATION, PREPARATION, Part, Progress, Step, Taken, Turn, Why
from fuldmagt.onboarding.models import Invitation, ProofingWay
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.web.activation.journey import titles
from fuldmagt.web.frame.context import NOBODY
from fuldmagt.web.journey import words
from fuldmagt.web.journey.forms import TickForm
from fuldmagt.web.visitor import Request


@dataclass(frozen=True, slots=True)
class Shown:
    """A step on the page. `parts` are what is ticked off in it: the part, its words, whether it is done."""

    key: str
    title: str
    text: str
    state: Progress
    who: str
    icon: str
    at: datetime | None
    until: date | None
    guide: tuple[str, str]
    parts: tuple[tuple[Part, str, bool], ...]
    ticks: tuple[Part, ...]


def the_way(
    request: Request, link: Invitation, token: str, *, form: BaseForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, for a candidate and for somebody who is invited alike."""
    user, helper = link.user, queries.helper_of(link)
    way, waiting = queries.way_of(user, at=request.at), queries.waiting_of(user)
    invited = link.purpose == Purpose.ACTIVATION
    own = [each for each in way.steps if invited or each.step not in ACTIVATION]
    now = next((each.step for each in own if each.progress is Progress.NOW), None)
    context = {
        **NOBODY,
        "user": user,
        "token": token,
        "walk": {"helper": helper},
        "steps": shown(own, user, helper),
        "done": sum(each.progress is Progress.DONE for each in own),
        "total": len(own),
        "now": now,
        "invited": invited,
        "mail_sent": not invited and user.state == UserState.INVITED,
        "can_identify": invited and waiting is None,
        "waiting": waiting,
        "why": words.reasons()[Why(waiting.why)] if waiting else "",
        "ways": [in_words(each) for each in queries.open_ways()],
        "every_part": list(Part),
        "form": form or TickForm(),
        "guide": settings.EID_GUIDE_URL,
        "number": settings.EID_SUPPORT_PHONE,
        "dialled": words.support_number(),
    }
    return render(request, "journey/show.html", context, status=status)


def in_words(way: ProofingWay) -> dict[str, str]:
    """A way of proving who one is, in the reader's language where it was written in it."""
    language = get_language() or settings.LANGUAGE_CODE
    spoken = language if language in way.names else "en" if "en" in way.names else next(iter(way.names))
    return {
        "name": in_language(way.names, language),
        "text": in_language(way.texts, language),
        "language": spoken,
    }


def shown(steps: list[Taken], user: BusinessUser, helper: BusinessUser | None) -> list[Shown]:
    said = words.preparation() | _activation(titles(user))
    guides, parts, until = words.guides(), words.parts(), queries.valid_until(user)
    return [
        Shown(
            key=each.step.value,
            title=said[each.step][0],
            text=said[each.step][1],
            state=each.progress,
            who=_who(each, user, helper),
            icon=words.ICONS.get(each.step, "person"),
            at=each.done_at,
            until=until if each.step is Step.VALID else None,
            guide=guides.get(each.step, ("", "")),
            parts=tuple((part, text, part in each.parts) for part, text in parts.items())
            if each.step is Step.EID
            else (),
            ticks=PREPARATION.get(each.step, ()),
        )
        for each in steps
    ]


def _who(taken: Taken, user: BusinessUser, helper: BusinessUser | None) -> str:
    if taken.turn is Turn.EMPLOYEE:
        return _("You")
    if helper is None:
        return user.organisation.name
    return _("%(name)s at %(organisation)s") % {
        "name": helper.name.split()[0],
        "organisation": user.organisation.name,
    }


def _activation(said: Mapping[Stage, tuple[str, str]]) -> dict[Step, tuple[str, str]]:
    """The steps of the activation are called by the stage at which each is to be done."""
    order = list(Stage)
    return {step: said[order[order.index(stage) - 1]] for step, stage in ACTIVATION.items()}

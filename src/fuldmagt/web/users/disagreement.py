"""What an eID tells otherwise than was typed: both side by side, and one press takes it over (B12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuldmagt.onboarding.proofing.mending import Mended
from fuldmagt.onboarding.proofing.mending import take_over as taken_over
from fuldmagt.onboarding.proofing.queries import Open, open_disagreement
from fuldmagt.onboarding.proofing.rules import NOTHING, Particular
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@dataclass(frozen=True, slots=True)
class Row:
    """One particular as it was typed and as the eID tells it."""

    title: str
    typed: str
    told: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An open disagreement as the user's page shows it. `takes` are the buttons: value and verb."""

    ref: str
    heading: str
    text: str
    since: datetime
    rows: Sequence[Row]
    takes: Sequence[tuple[str, str]]
    agrees: bool


def shown(user: BusinessUser) -> Shown | None:
    found = open_disagreement(user)
    if found is None:
        return None
    heading, text = _said(found)
    return Shown(
        ref=found.ref,
        heading=heading % {"eid": settings.EID_NAME},
        text=text % {"eid": settings.EID_NAME, "name": user.name},
        since=found.since,
        rows=() if found.told == NOTHING else _rows(user, found),
        takes=[(each.value, verb) for each, verb in _verbs() if each in found.differs and _told(found, each)],
        agrees=not found.differs,
    )


def _said(found: Open) -> tuple[str, str]:
    """The heading, and what the administrator may do."""
    if found.told == NOTHING:
        return _("Somebody else’s %(eid)s was shown"), _(
            "Neither its name nor its birth date is what was typed, or its national number is another. "
            "Nothing more is kept of it. Ask %(name)s whether the e-mail came, and correct below if need be."
        )
    if not found.differs:
        return _("What is typed now agrees with the %(eid)s"), _(
            "Tell %(name)s: they get a new link by e-mail."
        )
    if not any(_told(found, each) for each in found.differs):
        return _("The %(eid)s does not tell enough"), _(
            "What it does not tell cannot be compared. Close the user, and create one with a national number."
        )
    heading = (
        _("The name is another in the %(eid)s")
        if Particular.NAME in found.differs
        else _("The birth date is another in the %(eid)s")
    )
    return heading, _(
        "Take it over only when you are sure that it is the same person: compare with the passport. %(name)s "
        "then gets a new link by e-mail and goes on."
    )


def _verbs() -> list[tuple[Particular, str]]:
    return [
        (Particular.NAME, _("Take over the name of the eID")),
        (Particular.BIRTH_DATE, _("Take over the birth date of the eID")),
    ]


def _rows(user: BusinessUser, found: Open) -> list[Row]:
    titles = {Particular.NAME: _("Name"), Particular.BIRTH_DATE: _("Birth date")}
    return [
        Row(title, _written(getattr(user, each)), _written(_told(found, each)), each in found.differs)
        for each, title in titles.items()
    ]


def _told(found: Open, particular: Particular) -> str | date | None:
    value: str | date | None = getattr(found.told, particular)
    return value


def _written(value: str | date | None) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return value or _("Not told")


@needs(Deed.MANAGE_USERS)
@require_POST
def take_over(request: VisitorRequest, ref: str) -> HttpResponse:
    word = request.POST.get("take_over", "")
    done = taken_over(
        ref,
        request.POST.get("disagreement", ""),
        Particular(word) if word in set(Particular) else None,
        by=request.visitor.actor,
        at=request.at,
    )
    if isinstance(done, Refusal):
        if done == Refusal(Reason.NOT_FOUND, about="user"):
            return missing(request, ref)
        return refused(request, done)
    _tell(request, done)
    return HttpResponseRedirect(reverse("users:show", args=[ref]))


def _tell(request: VisitorRequest, done: Mended) -> None:
    words = {"name": done.user.name, "email": done.user.email}
    if not done.agrees:
        messages.warning(request, _("It is taken over. Something else still differs.") % words)
    elif done.mail_sent:
        said = _("%(name)s can go on. A mail with a new link is on its way to %(email)s.")
        messages.success(request, said % words)
    else:
        said = _("%(name)s can go on with the link in the older mail. Many mails have been sent lately.")
        messages.warning(request, said % words)

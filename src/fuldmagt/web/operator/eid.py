"""The operator's pages about the national eID: what is in force, and a test of the connection."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fuldmagt.organisations.rules import Deed
from fuldmagt.registers.eid import trial
from fuldmagt.registers.eid.actions import Answered, Told
from fuldmagt.registers.eid.broker import redirect_uri, spelling
from fuldmagt.registers.eid.causes import EidError
from fuldmagt.registers.eid.spelling import Spelling
from fuldmagt.registers.eid.trial import Finding
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.eid.browser import new_secret, sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.operator.brokers import admission
from fuldmagt.web.operator.eid_claims import Asked, asked_of, meanings, received
from fuldmagt.web.operator.eid_words import CAUSES, PARTS
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import Request, VisitorRequest

MAY = Deed.OPERATE_PLATFORM


@needs(MAY)
@require_safe
def show(request: VisitorRequest) -> HttpResponse:
    words = _spelling()
    return render(
        request,
        "operator/eid.html",
        {
            "settings": _in_force(words),
            "asked": asked_of(words) if words else [],
            "readable": bool(words),
            **admission(request),
        },
    )


@needs(MAY)
@require_POST
@never_cache
def look(request: VisitorRequest) -> HttpResponse:
    """The parts that need nobody: settings, discovery, keys."""
    return _looked(request)


@needs(MAY)
@require_POST
@never_cache
def log_in(request: VisitorRequest) -> HttpResponse:
    """The operator's own login at the broker, for the test alone."""
    secret = new_secret()
    language = get_language() or settings.LANGUAGE_CODE
    url = trial.begin(by=request.visitor.actor.ref, browser=secret, language=language, at=request.at)
    return _looked(request) if isinstance(url, Refusal) else sent(url, secret)


def arrived(request: Request, answered: Answered, told: Told) -> HttpResponse:
    """What the operator's own login brought: shown to the operator who began it, and to nobody else."""
    visitor = request.visitor
    if visitor is None or visitor.actor.refused(MAY) or visitor.actor.ref != answered.about:
        return refused(request, Refusal(Reason.EID_FAILED))
    actor = visitor.actor
    result = trial.shown(told, by=actor.ref, organisation=actor.organisation, at=request.at)
    context = {
        "findings": _findings(result.findings),
        "works": all(finding.cause is None for finding in result.findings),
        "received": received(result.readings),
        "unused": result.unused,
        "meanings": meanings(result.identity) if result.identity else [],
        "after_login": True,
        "crumbs": _crumbs(),
    }
    return render(request, "operator/eid_trial.html", context)


def _looked(request: VisitorRequest) -> HttpResponse:
    actor = request.visitor.actor
    found = trial.look(by=actor.ref, organisation=actor.organisation, at=request.at)
    works = all(finding.cause is None for finding in found)
    context = {"findings": _findings(found), "works": works, "after_login": False, "crumbs": _crumbs()}
    return render(request, "operator/eid_trial.html", context)


def _findings(found: list[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "part": PARTS[each.part],
            "works": each.cause is None,
            "wrong": CAUSES[each.cause][0] if each.cause else "",
            "remedy": CAUSES[each.cause][1] if each.cause else "",
            "said": each.said,
        }
        for each in found
    ]


def _spelling() -> Spelling | None:
    try:
        return spelling()
    except EidError:
        return None


def _in_force(words: Spelling | None) -> list[Asked]:
    """What the settings say. A secret is there or not; nothing of it is shown."""
    secret = _("Is set; never shown") if settings.EID_CLIENT_SECRET else _("Is not set")
    rows = [
        (_("What people call it"), settings.EID_NAME, "FULDMAGT_EID_NAME"),
        (_("Broker"), words.title if words else settings.EID_BROKER, "FULDMAGT_EID_BROKER"),
        (_("Changed in its mapping"), settings.EID_MAPPING, "FULDMAGT_EID_MAPPING"),
        (_("Issuer"), settings.EID_ISSUER, "FULDMAGT_EID_ISSUER"),
        (_("Client id"), settings.EID_CLIENT_ID, "FULDMAGT_EID_CLIENT_ID"),
        (_("Secret"), secret, "FULDMAGT_EID_CLIENT_SECRET"),
        (_("Return address, to register at the broker"), redirect_uri(), "FULDMAGT_BASE_URL"),
        (_("Seconds to wait for an answer"), str(settings.EID_PATIENCE), "FULDMAGT_EID_PATIENCE"),
    ]
    return [Asked(title, value or _("Nothing"), setting) for title, value, setting in rows]


def _crumbs() -> list[Crumb]:
    return [Crumb(_("National eID"), reverse("operator:eid")), Crumb(_("Test of the connection"))]

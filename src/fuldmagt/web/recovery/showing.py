"""What the pages of the way back into a login share (F9)."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import START
from fuldmagt.web.activation.ways import choice
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.visitor import Request

PURPOSE = Purpose.RECOVERY
TYPED = frozenset({Reason.INPUT_NOT_USABLE, Reason.CODE_WRONG, Reason.LOGIN_TIMED_OUT, Reason.ALREADY_EXISTS})
"""What is said at the form: typed otherwise, or tried again, it works."""

PAGES: Final[Mapping[Means, str]] = {
    Means.APP: "app",
    Means.PASSKEY: "passkey",
    Means.CODE_DISPLAY: "display",
    Means.CODE_READER: "reader",
    Means.CHIP: "chip",
}
"""Where each kind is taken."""


def way(kind: Means, token: str) -> Choice:
    return choice(kind, at_page(PAGES[kind], token))


def at_page(name: str, *parts: str) -> str:
    return reverse(f"recovery:{name}", args=parts)


def page(request: Request, template: str, walk: Walk, token: str, **more: Any) -> HttpResponse:
    return render(request, f"recovery/{template}.html", {"user": walk.user, "token": token} | more)


def finished(request: Request, walk: Walk, heading: str) -> HttpResponse:
    return render(request, "recovery/done.html", {"user": walk.user, "heading": heading})


def ended(request: Request, refusal: Refusal, token: str) -> HttpResponse:
    return stopped(request, refusal, token=token, start=START[PURPOSE])

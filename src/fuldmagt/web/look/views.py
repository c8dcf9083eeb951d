"""The language, the operator's colours and logo, pages for everybody, and the look shown to itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from fuldmagt.web.errors import views as errors
from fuldmagt.web.look import colours as rules
from fuldmagt.web.look import samples
from fuldmagt.web.look.sprite import sprite
from fuldmagt.web.permission import for_everybody

ERRORS = {
    400: errors.bad_request,
    403: errors.not_permitted,
    404: errors.not_found,
    500: errors.broken,
    503: errors.unavailable,
}
LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}


@for_everybody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to the page that was read."""
    return set_language(request)


@for_everybody
@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The operator's tokens; a file of its own, as no page holds inline style."""
    return HttpResponse(rules.stylesheet(settings.BRAND_COLOURS), content_type="text/css; charset=utf-8")


@for_everybody
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    file = Path(settings.BRAND_LOGO)
    kind = LOGOS.get(file.suffix.lower())
    if not settings.BRAND_LOGO or kind is None or not file.is_file():
        raise Http404
    return HttpResponse(file.read_bytes(), content_type=kind)


@for_everybody
@require_safe
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "look/help.html")


@for_everybody
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "look/accessibility.html")


@for_everybody
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    return render(request, "look/personal_data.html")


Shown = Callable[..., HttpResponse]


def shown_to_builders(view: Shown) -> Shown:
    """A page of samples: only in a demonstration or while building."""

    @for_everybody
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request, **kwargs)

    return guarded


@shown_to_builders
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    form = samples.SampleForm(request.POST) if request.method == "POST" else samples.SampleForm()
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Anna Holmstrup can use Se Sag now.")
    wrong = samples.SampleForm({"email": "anna", "birth": "31-02-1988"})
    parts = samples.parts(reverse("look:components"), reverse("look:confirm"))
    return render(
        request,
        "look/components.html",
        parts | samples.frame("look:components") | {"form": form, "wrong": wrong, "icons": sprite()},
    )


@shown_to_builders
def question(request: HttpRequest) -> HttpResponse:
    return render(request, "look/question.html", samples.parts("", ""))


@shown_to_builders
def refusal(request: HttpRequest) -> HttpResponse:
    return render(request, "look/refusal.html", samples.parts("", ""))


@shown_to_builders
def confirm(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.success(request, "Gorm Vestervig’s user is closed.")
        return render(request, "look/question.html", samples.parts("", ""))
    context = {"back": reverse("look:components")} | samples.parts("", "")
    return render(request, "look/confirm.html", context)


@shown_to_builders
def letter(request: HttpRequest) -> HttpResponse:
    return render(request, "look/letter.html")


@csp_replace({"style-src": [UNSAFE_INLINE]})
@shown_to_builders
def mail(request: HttpRequest) -> HttpResponse:
    """A mail as it is sent; its inline style is for mail readers, so this page alone may have it."""
    return render(request, "look/mail.html", {"sender": "Nordby Kommune", "three": samples.THREE})


@shown_to_builders
def error(request: HttpRequest, status: int) -> HttpResponse:
    """A page of a broken request, as it would be answered."""
    if status not in ERRORS:
        raise Http404
    return ERRORS[status](request)

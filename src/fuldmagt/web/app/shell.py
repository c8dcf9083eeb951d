"""The page that the app is, with what makes it installable and lets it open without a connection."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from fuldmagt.authenticators.app.actions import origin
from fuldmagt.authenticators.code.rules import COMMON
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.visitor import Request

MODULES = ("app", "doors", "entering", "keep", "keys", "pin", "requests", "scan", "screens", "unlock")


@for_everybody
@require_safe
@ensure_csrf_cookie
def page(request: Request) -> HttpResponse:
    """The same for everybody: who uses the app, only the device knows."""
    context = {
        "origin": origin(),
        "common": " ".join(sorted(COMMON)),
        "modules": [static(f"app/{name}.js") for name in MODULES],
    }
    with in_language_of(request, None):
        return render(request, "app/page.html", context)


@for_everybody
@require_safe
def manifest(request: Request) -> HttpResponse:
    """What a browser needs to know to install the app (W3C Web Application Manifest)."""
    start = reverse("app:page")
    return JsonResponse(
        {
            "id": start,
            "name": settings.BRAND_NAME,
            "short_name": settings.BRAND_NAME,
            "lang": get_language(),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#faf9f7",
            "theme_color": "#faf9f7",
            "icons": [{"src": static("look/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@for_everybody
@require_safe
def worker(request: Request) -> HttpResponse:
    """Served from here and not from /static/: a worker rules over the folder that it comes from."""
    found = finders.find("app/worker.js")
    assert isinstance(found, str)  # it is one of our own files
    return HttpResponse(Path(found).read_text(), content_type="text/javascript; charset=utf-8")

"""The demonstration's code displays: what the small device in each invented person's hand shows now."""

import json
from typing import Any

import pyotp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fuldmagt.web.permission import for_everybody
from fuldmagt.web.visitor import Request

STEP = 30  # seconds a code lives, RFC 6238 section 5.2


@for_everybody
@require_GET
def devices(request: Request) -> HttpResponse:
    """All code displays of the demonstration's people, with the code of this moment."""
    file = settings.VAR / "demo.json"
    if not settings.DEMO or not file.exists():
        raise Http404
    wanted = request.GET.get("q", "").strip().lower()
    users = [user for user in json.loads(file.read_text())["users"] if "code_display" in user]
    found = [user for user in users if wanted in f"{user['name']} {user['user_id']} {user['what']}".lower()]
    seconds = int(request.at.timestamp())
    context = {
        "page": Paginator([_shown(user, seconds) for user in found], 20).get_page(request.GET.get("page")),
        "wanted": request.GET.get("q", "").strip(),
        "left": STEP - seconds % STEP,
    }
    return render(request, "devices/list.html", context)


def _shown(user: dict[str, Any], seconds: int) -> dict[str, Any]:
    code = pyotp.TOTP(user["code_display"]["secret"]).at(seconds)
    return {**user, "pin": user["code_display"]["pin"], "code": f"{code[:3]} {code[3:]}"}

"""Pages that touch a person's own means are for somebody who has logged in just now."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from fuldmagt.authenticators.own.actions import not_fresh
from fuldmagt.web.permission import View
from fuldmagt.web.sign_in.pending import SeeOther
from fuldmagt.web.visitor import VisitorRequest


def after_a_fresh_login(view: Callable[..., HttpResponse]) -> View:
    """Look at the page only after a fresh login; the deed behind it judges that for itself."""

    @wraps(view)
    def guarded(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" and not_fresh(request.visitor.since, at=request.at):
            return again(request)
        return view(request, *args, **kwargs)

    return guarded


def again(request: VisitorRequest) -> HttpResponse:
    """Through the login, and back to this page."""
    return SeeOther(f"{reverse('sign_in:own')}?{urlencode({'next': request.path, 'fresh': 'yes'})}")

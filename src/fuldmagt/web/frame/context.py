"""What the frame of every page shows of the visitor: name, organisation acted for, navigation."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fuldmagt.web.frame import navigation
from fuldmagt.web.look.parts import Account, Acting

NOBODY: Final[Mapping[str, Any]] = {"account": None, "acting": None, "navigation": ()}
"""Instead of that, on the pages of a link: whoever opens it may use a browser in which somebody else is
logged in, and is not that person."""


def frame(request: HttpRequest) -> dict[str, Any]:
    visitor = getattr(request, "visitor", None)
    if visitor is None:
        return {}
    return {
        "account": Account(
            name=visitor.user.name, logout_url=reverse("sign_in:out"), url=reverse("mine:show")
        ),
        "acting": Acting(organisation=visitor.user.organisation.name),
        "navigation": SimpleLazyObject(lambda: navigation.groups(visitor, request.path)),
    }

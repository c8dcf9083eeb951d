"""What the frame of every page shows of the visitor: name, organisation acted for, navigation."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fuldmagt.web.frame import navigation
from fuldmagt.web.look.parts import Account, Acting


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

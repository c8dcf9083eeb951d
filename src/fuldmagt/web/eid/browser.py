"""Which browser a login at the national eID was begun in: a secret in a cookie of its own."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from fuldmagt.registers.eid.actions import PATIENCE
from fuldmagt.secrets import dice
from fuldmagt.web.visitor import Request

# The prefix makes browsers refuse one that another host of the same site has planted.
COOKIE: Final = "__Host-fuldmagt_eid" if settings.HTTPS else "fuldmagt_eid"


class SeeOther(HttpResponseRedirect):
    """303: the browser asks the next address by GET, whatever it sent here (RFC 9110, 15.4.4)."""

    status_code = 303


def secret_of(request: Request) -> str:
    return request.COOKIES.get(COOKIE, "")


def new_secret() -> str:
    return dice.token()


def sent(url: str, secret: str) -> HttpResponse:
    """To the eID, with the secret that has to come back along with the answer."""
    response = SeeOther(url)
    keep(response, secret)
    return response


def keep(response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(PATIENCE.total_seconds()),
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",  # the answer comes as a navigation from the eID's own site
    )

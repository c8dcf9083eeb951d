"""What a browser keeps of logins: the secrets of those on their way, and who logged in here before."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import browser
from fuldmagt.vocabulary.means import Means

BEFORE: Final = "fuldmagt_before"
SALT: Final = "who logged in here before"
REMEMBERED: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Before:
    """Who logged in here before. Told by the browser of that very person, and by nobody else's."""

    user_id: str
    organisation: str
    department: str
    means: str


def secret_for(ref: str, request: HttpRequest) -> str:
    return browser.secret_for(ref, request.COOKIES.get(browser.COOKIE, ""))


def keep(response: HttpResponse, request: HttpRequest, ref: str, secret: str) -> HttpResponse:
    """The browser holds the login's secret from now on."""
    cookie = browser.with_secret(ref, secret, request.COOKIES.get(browser.COOKIE, ""))
    response.set_cookie(browser.COOKIE, cookie, **browser.attributes())
    return response


def drop(response: HttpResponse, request: HttpRequest, ref: str) -> HttpResponse:
    cookie = browser.without(ref, request.COOKIES.get(browser.COOKIE, ""))
    response.set_cookie(browser.COOKIE, cookie, **browser.attributes())
    return response


def before(request: HttpRequest) -> Before | None:
    """Who logged in here before; nobody, when the cookie is not one that we signed."""
    try:
        told = signing.loads(request.COOKIES.get(BEFORE, ""), salt=SALT, max_age=REMEMBERED)
        return Before(**told)
    except (signing.BadSignature, TypeError):
        return None


def remember(response: HttpResponse, user: BusinessUser, means: Means) -> HttpResponse:
    """The user id need not be typed again here. Only for somebody who has just logged in."""
    department = user.department.name if user.department else ""
    who = Before(user.user_id or "", user.organisation.name, department, means.value)
    response.set_cookie(
        BEFORE,
        signing.dumps(asdict(who), salt=SALT),
        max_age=REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(BEFORE, samesite="Lax")
    return response

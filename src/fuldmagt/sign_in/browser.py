"""Which browser a login belongs to: secrets in one cookie, one for each login that is on its way.

A login's secret is drawn anew when somebody is identified, so that a cookie that was planted in a
browser before is worth nothing afterwards. The doors read and set the cookie.
"""

from typing import Any, Final

from django.conf import settings

COOKIE: Final = "fuldmagt_sign_in"
MOST: Final = 6  # logins side by side in one browser; the oldest is forgotten
AGE: Final = 20 * 60  # seconds: a little longer than a login may take


def pairs(cookie: str) -> list[tuple[str, str]]:
    """Each login of which the browser says that it is its own, with the secret that is to show it."""
    parts = (part.partition(".") for part in cookie.split("~"))
    return [(ref, secret) for ref, _, secret in parts if ref and secret][-MOST:]


def secret_for(ref: str, cookie: str) -> str:
    """The secret that the browser holds for a login; empty when it holds none."""
    return dict(pairs(cookie)).get(ref, "")


def with_secret(ref: str, secret: str, cookie: str) -> str:
    """The cookie with a login's secret, put in or replaced."""
    others = [(other, kept) for other, kept in pairs(cookie) if other != ref]
    return "~".join(f"{each}.{kept}" for each, kept in [*others, (ref, secret)][-MOST:])


def without(ref: str, cookie: str) -> str:
    return "~".join(f"{each}.{kept}" for each, kept in pairs(cookie) if each != ref)


def attributes() -> dict[str, Any]:
    """How the cookie is set: for the pages of the login and the doors that it comes back to."""
    return {"max_age": AGE, "httponly": True, "samesite": "Lax", "secure": settings.HTTPS}

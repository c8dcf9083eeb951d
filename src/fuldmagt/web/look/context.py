"""What every page knows of the platform itself: its brand, the eID's name, the languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from fuldmagt.web.look.colours import schemes, written


@dataclass(frozen=True, slots=True)
class Brand:
    """An operator's name and particulars, as settings have them."""

    name: str
    logo: str
    coloured: bool
    eid: str
    help_phone: str
    help_email: str
    demo: bool
    # The colours that a mail has to write out
    accent: str
    accent_dark: str
    fill: str
    fill_dark: str


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    current: bool


OURS = ("#6b2456", "#4b163b", "#f7edf3", "#d9b6cc", "#6b2456", "#4b163b")  # as static/look/css/tokens.css


def the_brand() -> Brand:
    light, dark = schemes(settings.BRAND_COLOURS or OURS)
    return Brand(
        name=settings.BRAND_NAME,
        logo=reverse("look:logo") if settings.BRAND_LOGO else "",
        coloured=bool(settings.BRAND_COLOURS),
        eid=settings.EID_NAME,
        help_phone=settings.HELP_PHONE,
        help_email=settings.HELP_EMAIL,
        demo=settings.DEMO,
        accent=written(light["accent"]),
        accent_dark=written(dark["accent"]),
        fill=written(light["fill"]),
        fill_dark=written(dark["fill"]),
    )


def languages(more: Iterable[tuple[str, str]] = ()) -> list[Language]:
    """What can be chosen: on the employee's way more than elsewhere."""
    now = get_language()
    offered = dict(more) | dict(settings.LANGUAGES)
    return [Language(code, name, current=code == now) for code, name in offered.items()]


def brand(request: HttpRequest) -> dict[str, Any]:
    more = getattr(request, "more_languages", ())
    return {
        "brand": the_brand(),
        "languages": languages(more),
        "unread": bool(more) and get_language() in settings.UNREAD_LANGUAGES,
        "here": request.get_full_path(),
    }

"""Letters with temporary codes as PDF, for one employee or many: tagged, so that it can be read aloud (B8).

Typst sets them by `letter.typ`. It gets the words as data, opens no file but the fonts, and asks nobody.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fuldmagt.onboarding.bulk.actions import Letter
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.web.look.context import the_brand

SHEET: Final = Path(__file__).with_name("letter.typ")
MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="8" fill="{fill}"/>'
    '<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M10 25V8.5h8.6M10 17.5h5"/><circle cx="21.6" cy="8.5" r="2.8"/></g>'
    '<circle cx="18" cy="17.5" r="3.2" fill="#fff"/></svg>'
)
"""The mark of components/mark.html, where the operator has no logo of its own."""


def as_download(letters: Sequence[Letter], name: str, *, sender: BusinessUser, at: datetime) -> HttpResponse:
    """The letters in one file, which the browser is asked not to keep."""
    response = HttpResponse(as_pdf(letters, sender=sender, at=at), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def as_pdf(letters: Sequence[Letter], *, sender: BusinessUser, at: datetime) -> bytes:
    """One sheet for each letter, in its reader's language."""
    brand = the_brand()
    said = [_said(letter, sender, at) for letter in letters]
    alone = len(said) == 1
    data: dict[str, Any] = {
        "title": said[0]["heading"] if alone else _("Letters with temporary codes"),
        "author": sender.organisation.name,
        "language": said[0]["language"] if alone else translation.get_language(),
        "brand": brand.name,
        "accent": brand.accent,
        "mark": "" if brand.logo else MARK.format(fill=brand.fill),
        "letters": said,
    }
    try:
        return _set(data, at)
    except typst.TypstError:
        # A name in a script that no font here has: the letter is worth more than the promise of the standard.
        return _set(data, at, promised=False)


def _set(data: dict[str, Any], at: datetime, *, promised: bool = True) -> bytes:
    """Tagged in either case; `promised` is PDF/UA-1 (ISO 14289-1), which refuses what it cannot keep."""
    return typst.compile(
        SHEET,
        format="pdf",
        font_paths=[settings.DKFDS / "fonts" / "IBMPlexSans" / "complete" / "ttf"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1" if promised else None,
        timestamp=int(at.timestamp()),
    )


def _said(letter: Letter, sender: BusinessUser, at: datetime) -> dict[str, Any]:
    user, organisation = letter.user, letter.user.organisation
    with translation.override(user.language):
        until = date_format(localtime(letter.until), "DATE_FORMAT")
        town = f"{organisation.postcode} {organisation.city}".strip()
        where = [user.name, user.department.name if user.department else "", *user.address.splitlines()]
        return {
            "language": user.language,
            "sender": [each for each in (organisation.name, organisation.address, town) if each],
            "personal": _("Personal. To be opened by the addressee only"),
            "address": [each for each in where if each],
            "date": date_format(localtime(at), "DATE_FORMAT"),
            "heading": _("Your temporary code"),
            "greeting": _("Dear %(name)s,") % {"name": user.name},
            "label": _("Temporary code, valid until %(until)s") % {"until": until},
            "code": f"{letter.code[:4]} {letter.code[4:]}",
            "by": [each for each in (sender.name, sender.phone) if each],
            **_asked(user, sender),
        }


def _asked(user: BusinessUser, sender: BusinessUser) -> dict[str, Any]:
    """What the employee is to do, and to take care of."""
    return {
        "about": _(
            "You are about to get your own login for your work at %(organisation)s. You need this code once, "
            "together with the e-mail that we have sent to %(email)s."
        )
        % {"organisation": user.organisation.name, "email": user.email},
        "what": _("What to do"),
        "steps": [
            _("Open the e-mail and choose the link in it."),
            _("Show who you are with your %(eid)s. You do this only once.") % {"eid": settings.EID_NAME},
            _("Type the code above when the page asks for it, and follow the steps."),
        ],
        "warning": _(
            "Do not show the code to anyone, and do not send it on. If the letter was open when you got it, "
            "call %(name)s, and you will get a new code."
        )
        % {"name": sender.name},
        "regards": _("Kind regards"),
    }

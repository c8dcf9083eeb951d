"""What the holder of a means is told by mail, in the deed that it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.means import Means

LOCKED: Final[Mapping[Means, tuple[str, str | Promise]]] = {
    Means.CODE_DISPLAY: ("means_locked", _("Your code display has been locked")),
    Means.APP: ("app_locked", _("Your app has been locked")),
}


def tell_locked(user: BusinessUser, kind: Means = Means.CODE_DISPLAY, *, at: datetime) -> None:
    """Wrong tries may be somebody else's: the user hears of it, the one who tried does not."""
    template, subject = LOCKED[kind]
    _tell(user, template, subject, at=at)


def tell_denied(user: BusinessUser, asked_at: datetime, *, at: datetime) -> None:
    """Somebody else tried to log in as the user: those who administer users hear of it."""
    page = f"{settings.BASE_URL}/users/{user.ref}/"
    for administrator in holders_of(Role.USER_ADMINISTRATOR, organisation=user.organisation.ref):
        more = {"employee": user.name, "asked_at": asked_at, "url": page}
        _tell(administrator, "approval_denied", _("Somebody else tried to log in"), at=at, **more)


def tell_sent(user: BusinessUser, *, pending: str, serial: str, at: datetime) -> None:
    """Where to take the display into use; nothing in the mail opens anything without a login."""
    page = f"{settings.BASE_URL}{reverse('activation:display', kwargs={'ref': pending})}"
    _tell(user, "means_sent", _("Your code display is on its way"), at=at, url=page, serial=serial)


def _tell(user: BusinessUser, template: str, subject: str | Promise, *, at: datetime, **more: object) -> None:
    if not user.email:
        return
    context = {"first_name": (user.name.split() or [user.name])[0], "sender": user.organisation.name}
    notices.mail(
        template,
        user.email,
        subject,
        {**context, **more},
        about=user.ref,
        organisation=user.organisation.ref,
        language=user.language,
        at=at,
    )

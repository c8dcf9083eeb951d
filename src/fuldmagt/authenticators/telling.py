"""What the holder of a means is told by mail, in the deed that it tells of."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser


def tell_locked(user: BusinessUser, *, at: datetime) -> None:
    """Wrong tries may be somebody else's: the user hears of it, the one who tried does not."""
    _tell(user, "means_locked", _("Your code display has been locked"), at=at)


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

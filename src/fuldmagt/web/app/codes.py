"""An activation code as a page shows it, wherever it was made."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse

from fuldmagt.authenticators.app.actions import code_of
from fuldmagt.authenticators.app.rules import CODE_TRIES
from fuldmagt.authenticators.models import PendingKey


def state_of(pending: PendingKey | None) -> str:
    if pending is None or (pending.tries >= CODE_TRIES and not pending.entered_at):
        return "over"
    return "typed" if pending.entered_at else "waiting"


def code_shown(pending: PendingKey) -> dict[str, object]:
    """The activation code as text and as picture. The picture opens the app with it already typed."""
    code = code_of(pending)
    page = f"{settings.BASE_URL}{reverse('app:page')}"
    # After the #, so that it reaches no server and no log.
    address = f"{page}#{urlencode({'user': pending.user.user_id or '', 'code': code})}"
    return {
        "code": code,
        "until": pending.expires_at,
        "state": state_of(pending),
        "address": page,
        "picture": str(segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")),
    }

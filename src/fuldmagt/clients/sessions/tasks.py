"""Tidying up: what has been dead for long is forgotten."""

from datetime import datetime

from fuldmagt.clients.sessions import rules
from fuldmagt.clients.sessions.models import AccessToken, Session

BATCH = 500


def forget(at: datetime) -> int:
    """Forget sessions, and clients' own tokens, that ended a month ago; how many."""
    before = at - rules.KEPT
    sessions = Session.objects.filter(ends_at__lt=before).values_list("pk", flat=True)[:BATCH]
    gone = Session.objects.filter(pk__in=list(sessions)).delete()[0]
    tokens = AccessToken.objects.filter(session=None, expires_at__lt=before).values_list("pk", flat=True)
    return gone + AccessToken.objects.filter(pk__in=list(tokens[:BATCH])).delete()[0]

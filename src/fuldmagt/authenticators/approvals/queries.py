"""Questions about requests to approve a login."""

from datetime import datetime

from fuldmagt.authenticators.app.queries import Key
from fuldmagt.authenticators.approvals.rules import MOST, WINDOW, State
from fuldmagt.authenticators.code.rules import user_id_of
from fuldmagt.authenticators.models import AppRequest
from fuldmagt.secrets import hashes


def of_login(bound_to: str, user_id: str) -> AppRequest | None:
    """The newest request of a login, to the user id that is typed in it now."""
    typed = hashes.of_token_any(user_id_of(user_id))
    return AppRequest.objects.filter(bound_to=bound_to, asked_for__in=typed).order_by("-pk").first()


def for_key(key: Key, *, at: datetime) -> list[AppRequest]:
    """What waits for the holder of this key: for each of the users that it serves, one at most."""
    rows = AppRequest.objects.select_related("user__organisation").filter(user__in=key.users)
    waiting = rows.filter(state=State.WAITING, expires_at__gt=at)
    return [] if key.locked else list(waiting.order_by("pk"))


def of_key(ref: str, key: Key) -> AppRequest | None:
    """A request to a user whom this key serves; anybody else's is as unknown as none at all."""
    rows = AppRequest.objects.select_related("user__organisation")
    return rows.filter(ref=ref, user__in=key.users).first()


def asked_too_often(asked_for: str, *, at: datetime) -> bool:
    """Whether so many requests have come to nothing lately that one more would only tire the person."""
    lately = AppRequest.objects.filter(asked_for=asked_for, asked_at__gt=at - WINDOW)
    return lately.exclude(state__in=[State.TAKEN, State.APPROVED]).count() >= MOST

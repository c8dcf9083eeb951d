"""Questions about guesses that are not judged for a while."""

from datetime import datetime

from fuldmagt.authenticators.guesses.models import Tries
from fuldmagt.authenticators.guesses.rules import Kind
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import fields


def purpose(kind: Kind) -> str:
    return f"tries {kind.value}"


def key_of(kind: Kind, word: str) -> str:
    return fields.blind_index(word, purpose=purpose(kind))


def keys_of_account(user: BusinessUser) -> list[str]:
    """What the user's counter may be stored under: one for each secret of the installation."""
    return list(fields.blind_indexes(user.user_id, purpose=purpose(Kind.ACCOUNT))) if user.user_id else []


def paused_until(user: BusinessUser, *, at: datetime) -> datetime | None:
    """Until when no PIN and no code is judged for this user id; None when they are."""
    rows = Tries.objects.filter(kind=Kind.ACCOUNT, key__in=keys_of_account(user), paused_until__gt=at)
    return rows.values_list("paused_until", flat=True).first()

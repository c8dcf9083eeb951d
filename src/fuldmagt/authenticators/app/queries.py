"""Questions about the approval app: activation codes that wait, and the keys on devices."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from fuldmagt.authenticators.app.rules import MAY_TAKE
from fuldmagt.authenticators.models import AppKey, Authenticator, PendingKey, UserMeans
from fuldmagt.authenticators.queries import allowed, own
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Key:
    """A key on a device, and whom of its person's users it serves."""

    authenticator: str
    users: tuple[BusinessUser, ...]
    public_key: str
    locked: bool


def place(ref: str) -> str:
    """Where an activation code is sealed to."""
    return f"authenticators_pendingkey.code.{ref}"


def open_codes(*, at: datetime) -> QuerySet[PendingKey]:
    """Activation codes that still lead somewhere: to be typed, or typed and the PIN to come.

    What ends a user's logins ends them too: whoever made the code may have been somebody else.
    """
    rows = PendingKey.objects.select_related("user__organisation", "user__person")
    waiting = rows.filter(voided_at__isnull=True, used_at__isnull=True, expires_at__gt=at)
    since = Q(user__sessions_from__isnull=True) | Q(created_at__gte=F("user__sessions_from"))
    return waiting.filter(since, user__state__in=MAY_TAKE)


def newest_code(user: BusinessUser, *, at: datetime) -> PendingKey | None:
    """The user's activation code that still leads somewhere."""
    return open_codes(at=at).filter(user=user).order_by("-pk").first()


def typed_code(token: str, *, at: datetime) -> PendingKey | None:
    """The activation whose code the app has typed, by what the app got for it."""
    return open_codes(at=at).filter(token__in=hashes.of_token_any(token)).first() if token else None


def used_code(token: str, *, at: datetime) -> PendingKey | None:
    """The activation by which an app was taken into use a moment ago, by what the app got for its code."""
    rows = PendingKey.objects.select_related("user__organisation", "user__person")
    used = rows.filter(voided_at__isnull=True, used_at__isnull=False, expires_at__gt=at)
    return used.filter(token__in=hashes.of_token_any(token)).first() if token else None


def key_taken(user: BusinessUser, public_key: str) -> AppKey | None:
    """The user's key in use, by its public half."""
    rows = AppKey.objects.select_related("authenticator").filter(authenticator__user_means__user=user)
    return rows.filter(public_key=public_key, authenticator__state=Authenticator.State.ACTIVE).first()


def is_taken(user: BusinessUser, ref: str) -> bool:
    """Whether an app has been taken into use with this code of the user's."""
    return PendingKey.objects.filter(user=user, ref=ref, used_at__isnull=False).exists()


def taken_by_link(link: str) -> BusinessUser | None:
    """Who has taken an app into use by this link back into the login."""
    rows = PendingKey.objects.select_related("user__organisation", "user__person")
    used = rows.filter(by_link=link, used_at__isnull=False).first() if link else None
    return used.user if used else None


def key_of(ref: str, secret: str) -> Key | None:
    """The key of this reference, for the device that holds its secret; locked ones are keys too."""
    found = AppKey.objects.select_related("authenticator__person").filter(authenticator__ref=ref)
    held = found.exclude(authenticator__state=Authenticator.State.REMOVED).first()
    known = hashes.of_token_any(secret)
    if held is None or not any(hashes.same(each, held.secret) for each in known):
        return None
    rows = UserMeans.objects.select_related("user__organisation").filter(own(), allowed(), active=True)
    users = tuple(row.user for row in rows.filter(authenticator=held.authenticator).order_by("since", "pk"))
    locked = held.authenticator.state == Authenticator.State.LOCKED
    return Key(ref, users, held.public_key, locked) if users else None


def has_app(user: BusinessUser) -> bool:
    """Whether an app of the user's can answer."""
    held = user.user_means.filter(own(), allowed(), active=True, kind=Means.APP)
    return held.filter(authenticator__state=Authenticator.State.ACTIVE).exists()

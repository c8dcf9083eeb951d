"""What a client was given and what of it is still alive. Tokens are found by their keyed hash alone."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.clients.sessions.models import AccessToken, Code, RefreshToken, Session, Subject
from fuldmagt.secrets import hashes


def alive(at: datetime, prefix: str = "") -> Q:
    return Q(**{f"{prefix}ended_at__isnull": True, f"{prefix}ends_at__gt": at})


def access_token(token: str, *, at: datetime) -> AccessToken | None:
    """The access token that this is, while it lives: not expired, not revoked, its session not ended."""
    return (
        AccessToken.objects.select_related("client__provider", "session__user__organisation")
        .filter(hash__in=hashes.of_token_any(token), expires_at__gt=at, revoked_at__isnull=True)
        .filter(Q(session__isnull=True) | alive(at, "session__"))
        .first()
    )


def refresh_token(token: str) -> RefreshToken | None:
    """The refresh token that this is, dead or alive."""
    return (
        RefreshToken.objects.select_related("session__client", "session__user__organisation")
        .filter(hash__in=hashes.of_token_any(token))
        .first()
    )


def live_refresh_token(token: str, *, at: datetime) -> RefreshToken | None:
    found = refresh_token(token)
    lives = found is not None and found.used_at is None and found.expires_at > at
    return found if lives and found is not None and is_alive(found.session, at=at) else None


def code(text: str) -> Code | None:
    """The authorization code that this is, dead or alive."""
    return (
        Code.objects.select_related("session__client", "session__user__organisation")
        .filter(hash__in=hashes.of_token_any(text))
        .first()
    )


def is_alive(session: Session, *, at: datetime) -> bool:
    return session.ended_at is None and session.ends_at > at


def session(ref: str, *, client: str) -> Session | None:
    return Session.objects.select_related("user").filter(ref=ref, client__ref=client).first()


def given_by(browser: str) -> QuerySet[Session]:
    """What clients were given by a browser's login."""
    return Session.objects.filter(browser__in=hashes.of_token_any(browser) if browser else [])


def subject(session: Session) -> str:
    """By what name the client knows the session's user."""
    return Subject.objects.get(client_id=session.client_id, user_id=session.user_id).name

"""Giving a client what it logs in with, exchanging it once, and ending it.

Single use is decided by a conditional update, so that of two who come at once one comes first; what
is shown a second time has been stolen, and ends the whole session (RFC 9700 sections 2.2.2, 4.14).
These are steps of a deed that the door opens: they write no entry of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import queries, rules
from fuldmagt.clients.sessions.models import AccessToken, Code, RefreshToken, Session, Subject
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import dice, hashes

REPLAYED = "replayed"


@dataclass(frozen=True, slots=True)
class Login:
    """A finished login, as the client's session will remember it.

    `browser` names the browser's own login that it came from: whoever logs off there ends it too.
    """

    client: str
    user: str
    organisation: str
    services: tuple[str, ...]
    rights: tuple[str, ...]
    scopes: tuple[str, ...]
    level: str
    means: str
    since: datetime
    nonce: str = ""
    revision: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    session: str
    code: str


def begin(login: Login, *, redirect_uri: str, challenge: str, at: datetime) -> Begun:
    """A session for the client, and the code that it is fetched with."""
    with journal.together():
        session = _begun(login, at, ends_at=at + rules.LONGEST)
        code = dice.token()
        Code.objects.create(
            hash=hashes.of_token(code),
            session=session,
            redirect_uri=redirect_uri,
            challenge=challenge,
            expires_at=at + rules.CODE,
        )
    return Begun(session.ref, code)


def begin_without_code(login: Login, *, at: datetime) -> Session:
    """A session for a program: it is there itself, and asks again when its token has run out."""
    with journal.together():
        return _begun(login, at, ends_at=at + rules.ACCESS)


def _begun(login: Login, at: datetime, *, ends_at: datetime) -> Session:
    client = Client.objects.get(ref=login.client)
    user = BusinessUser.objects.select_related("organisation").get(ref=login.user)
    _name(client, user)
    return Session.objects.create(
        ref=dice.reference(),
        client=client,
        user=user,
        organisation=login.organisation,
        services=list(login.services),
        rights=list(login.rights),
        scopes=list(login.scopes),
        level=login.level,
        means=login.means,
        since=login.since,
        nonce=login.nonce,
        revision=login.revision,
        browser=hashes.of_token(login.browser) if login.browser else "",
        begun_at=at,
        ends_at=ends_at,
    )


def _name(client: Client, user: BusinessUser) -> None:
    """The user gets a name at the client. Two at once: the constraint decides which it is."""
    if not Subject.objects.filter(client=client, user=user).exists():
        drawn = Subject(client=client, user=user, name=dice.reference())
        Subject.objects.bulk_create([drawn], ignore_conflicts=True)


def redeem(text: str, *, client: str, at: datetime) -> Code | None:
    """Use up a code of this client. One that is used already ends its session, whoever used it first."""
    code = queries.code(text)
    if code is None or code.session.client.ref != client:
        return None
    if not Code.objects.filter(pk=code.pk, used_at__isnull=True).update(used_at=at):
        end(code.session, because=REPLAYED, at=at)
        return None
    lives = code.expires_at > at and queries.is_alive(code.session, at=at)
    return code if lives else None


def exchange(text: str, *, client: str, at: datetime) -> RefreshToken | None:
    """Use up a refresh token of this client. One that is used already ends its session."""
    token = queries.refresh_token(text)
    if token is None or token.session.client.ref != client:
        return None
    if not RefreshToken.objects.filter(pk=token.pk, used_at__isnull=True).update(used_at=at):
        end(token.session, because=REPLAYED, at=at)
        return None
    lives = token.expires_at > at and queries.is_alive(token.session, at=at)
    return token if lives else None


def keep_access(
    token: str, *, ref: str, client: Client, session: Session | None, scopes: Iterable[str], at: datetime
) -> None:
    AccessToken.objects.create(
        ref=ref,
        hash=hashes.of_token(token),
        client=client,
        session=session,
        scopes=list(scopes),
        issued_at=at,
        expires_at=at + rules.ACCESS,
    )


def give_refresh(session: Session, *, scopes: Iterable[str], at: datetime) -> str:
    """A new refresh token of the session's family; it never outlives the session."""
    token = dice.token()
    RefreshToken.objects.create(
        ref=dice.reference(),
        hash=hashes.of_token(token),
        session=session,
        scopes=list(scopes),
        issued_at=at,
        expires_at=min(at + rules.REFRESH, session.ends_at),
    )
    return token


def end(session: Session, *, because: str, at: datetime) -> bool:
    """End a session and with it every code and token of it. Whether it was still going on."""
    ended = Session.objects.filter(pk=session.pk, ended_at__isnull=True)
    return bool(ended.update(ended_at=at, ended_because=because))


def end_all(browser: str, *, because: str, at: datetime) -> int:
    """End all that a browser's login gave, because it ends; how many sessions were still going on."""
    ended = queries.given_by(browser).filter(ended_at__isnull=True)
    return ended.update(ended_at=at, ended_because=because)


def revoke(text: str, *, client: str, at: datetime) -> Session | AccessToken | None:
    """End a token of this client: an access token alone, a refresh token with its whole family (RFC 7009)."""
    refresh = queries.refresh_token(text)
    if refresh is not None and refresh.session.client.ref == client:
        end(refresh.session, because="revoked", at=at)
        return refresh.session
    access = queries.access_token(text, at=at)
    if access is not None and access.client.ref == client:
        AccessToken.objects.filter(pk=access.pk).update(revoked_at=at)
        return access
    return None

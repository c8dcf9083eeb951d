"""What a client's session is good for now. Asked at every use: nothing outlives its ground."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import queries
from fuldmagt.clients.sessions.models import Session
from fuldmagt.sign_in.judgement import Standing, judge
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Granted:
    """A session that holds, with the rights that the law gives its user at this moment."""

    session: Session
    rights: tuple[str, ...]


def granted(session: Session, *, at: datetime) -> Granted | None:
    """The session, unless the user, the organisation, the client or every right has gone."""
    if not queries.is_alive(session, at=at) or session.client.state != Client.State.ACTIVE:
        return None
    if not session.user.still_counts(session.since):
        return None
    level, means = BY_WORD[session.level], Means(session.means) if session.means else None
    standing = Standing(session.user.ref, session.organisation, level, means)
    judged = judge(standing, services=session.services, rights=session.rights, at=at)
    return Granted(session, judged.rights) if judged.holds else None

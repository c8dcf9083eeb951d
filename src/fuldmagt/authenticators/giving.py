"""Putting a means into a person's hands, for one of the person's users: the one place that links the two.

Called inside a deed that has taken the organisation first (organisations.queries.locked).
"""

from datetime import datetime

from fuldmagt.authenticators import rules
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.telling import News, tell
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.revisions.queries import raise_revisions_about
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal


def give(user: BusinessUser, kind: Means, *, name: str = "", at: datetime) -> Authenticator:
    """A new means of the user's person, by which the user can log in."""
    assert user.person is not None  # nobody comes so far whose identity is not confirmed
    authenticator = Authenticator.objects.create(
        ref=dice.reference(), person=user.person, kind=kind, name=name[:100], created_at=at
    )
    link(user, authenticator, at=at)
    tell(News.ADDED, [user], authenticator, at=at)
    return authenticator


def link(user: BusinessUser, authenticator: Authenticator, *, at: datetime) -> UserMeans | Refusal:
    """Let a user log in by a means of the same person; by another person's never."""
    person = user.person.ref if user.person else ""
    if refusal := rules.not_transferable(holder=authenticator.person.ref, person=person):
        return refusal
    linked = UserMeans.objects.create(
        user=user, kind=authenticator.kind, authenticator=authenticator, since=at
    )
    raise_revisions_about(user)
    return linked

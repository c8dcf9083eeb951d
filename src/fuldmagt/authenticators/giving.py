"""Putting a means into a person's hands, for one of the person's users.

Called inside a deed that has taken the organisation first (organisations.queries.locked).
"""

from datetime import datetime

from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import raise_revision
from fuldmagt.people.models import Person
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means


def give(user: BusinessUser, person: Person, kind: Means, *, name: str = "", at: datetime) -> Authenticator:
    """A new means of the person, by which the user can log in."""
    authenticator = Authenticator.objects.create(
        ref=dice.reference(), person=person, kind=kind, name=name[:100], created_at=at
    )
    UserMeans.objects.create(user=user, kind=kind, authenticator=authenticator, since=at)
    raise_revision(user.organisation.ref)
    return authenticator

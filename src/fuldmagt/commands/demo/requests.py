"""Requests for rights that wait in the demonstration, and one that was answered: made by the real deeds."""

from datetime import datetime, timedelta
from typing import Final

from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.requests import actions
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.period import Period

WANTED: Final = (
    ("pladsanvisning:se", "Jeg afløser i pladsanvisningen i ferien.", 3),
    ("indberetning:sygdom", "Jeg skal melde sygdom for mit eget team.", 1),
    ("indberetning:barsel-ret", "Jeg overtager barselssagerne fra på mandag.", 6),
)
"""A right, what it is needed for, and how many days ago somebody asked."""


def make(organisation: str, *, at: datetime) -> int:
    """Some employees of the organisation ask, as far as they can; how many requests there are."""
    people = BusinessUser.objects.filter(organisation__ref=organisation, state=UserState.ACTIVE)
    plain = [user for user in people.order_by("name") if not user.roles_held.exists()]
    made = []
    for user, (right, why, days) in zip(plain, WANTED, strict=False):
        when = at - timedelta(days=days)
        done = actions.ask(user.ref, Wish(right, Period(when)), why, by=actor(user), at=when)
        if isinstance(done, actions.Asked):
            made.append(done.request)
    deciders = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation)
    if len(made) > 1 and deciders:
        said = "Det gør Bodil allerede. Spørg igen, når hun går på orlov."
        actions.refuse(made[-1].ref, said, by=actor(deciders[0]), at=at - timedelta(days=2))
    return len(made)

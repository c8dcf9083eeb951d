"""What people do with their own means: give it a name, add a passkey, remove one that is not the last.

Each needs a login of a moment ago: whoever finds an open browser cannot make themselves at home in it.
"""

from datetime import datetime, timedelta
from typing import Final

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.own import queries
from fuldmagt.authenticators.own.queries import Own
from fuldmagt.authenticators.passkey.actions import finish_registration
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, raise_revision
from fuldmagt.organisations.users.actions import log_out_everywhere
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST_NAME = 100
FRESH: Final = timedelta(minutes=5)  # how old the login may be


def rename(
    user: BusinessUser, ref: str, name: str, *, since: datetime, at: datetime
) -> Authenticator | Refusal:
    """Give the means a name by which its holder knows it."""
    with journal.deed(Event.MEANS_RENAMED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        own = _own(user, ref, draft, since=since, at=at)
        if isinstance(own, Refusal):
            return draft.refused(own)
        if not name.strip() or len(name) > LONGEST_NAME:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="name"))
        own.means.name = name.strip()
        own.means.save(update_fields=["name"])
        return own.means


def remove(user: BusinessUser, ref: str, *, since: datetime, at: datetime) -> Authenticator | Refusal:
    """It logs nobody in any more, and ends every login of those it served, the present one included.

    Refused when one of the person's users would be left without a means.
    """
    with journal.deed(Event.MEANS_REMOVED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        own = _own(user, ref, draft, since=since, at=at)
        if isinstance(own, Refusal):
            return draft.refused(own)
        homes = sorted({each.organisation.ref for each in own.users} | {user.organisation.ref})
        for home in homes:  # in one order, so that two removals at once wait for one another
            locked(home)
        if queries.would_be_left_without(own.users, own.means):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="last_means"))
        draft.about(*(each.ref for each in own.users))
        log_out_everywhere({each.ref for each in own.users} | {user.ref}, at=at)
        UserMeans.objects.filter(authenticator=own.means).delete()
        own.means.state = Authenticator.State.REMOVED
        own.means.save(update_fields=["state"])
        for home in homes:
            raise_revision(home)
        return own.means


def add_passkey(
    user: BusinessUser,
    *,
    level: Level,
    since: datetime,
    ceremony: str,
    response: str,
    name: str,
    at: datetime,
) -> Authenticator | Refusal:
    """A further passkey, for somebody whose present login is not weaker than what the passkey will give."""
    refusal = Refusal(Reason.ASSURANCE_TOO_LOW) if level < Level.SUBSTANTIAL else not_fresh(since, at=at)
    if refusal is not None:
        with journal.deed(Event.MEANS_ADDED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
            draft.about(user.ref)
            return draft.refused(refusal)
    return finish_registration(ceremony, response, user=user, name=name, by=user.ref, at=at)


def not_fresh(since: datetime, *, at: datetime) -> Refusal | None:
    """That the person has to log in again before their means are touched; None where it was just now."""
    return Refusal(Reason.LOGIN_NEEDED) if at - since > FRESH else None


def _own(user: BusinessUser, ref: str, draft: Draft, *, since: datetime, at: datetime) -> Own | Refusal:
    draft.about(user.ref)
    if refusal := not_fresh(since, at=at):
        return refusal
    own = queries.one(user, ref)
    if own is None:
        return Refusal(Reason.NOT_FOUND, about="means")
    draft.facts(kind=own.means.kind)
    return own

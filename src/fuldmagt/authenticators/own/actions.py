"""What people do with their own means: give it a name, add a passkey, remove one that is not the last."""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.own import queries
from fuldmagt.authenticators.own.queries import Own
from fuldmagt.authenticators.passkey.actions import finish_registration
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, raise_revision
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST_NAME = 100


def rename(user: BusinessUser, ref: str, name: str, *, at: datetime) -> Authenticator | Refusal:
    """Give the means a name by which its holder knows it."""
    with journal.deed(Event.MEANS_RENAMED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        own = _own(user, ref, draft)
        if isinstance(own, Refusal):
            return draft.refused(own)
        if not name.strip() or len(name) > LONGEST_NAME:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="name"))
        own.means.name = name.strip()
        own.means.save(update_fields=["name"])
        return own.means


def remove(user: BusinessUser, ref: str, *, at: datetime) -> Authenticator | Refusal:
    """It logs nobody in any more. Refused when one of the person's users would be left without a means."""
    with journal.deed(Event.MEANS_REMOVED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        own = _own(user, ref, draft)
        if isinstance(own, Refusal):
            return draft.refused(own)
        homes = sorted({each.organisation.ref for each in own.users} | {user.organisation.ref})
        for home in homes:  # in one order, so that two removals at once wait for one another
            locked(home)
        if queries.would_be_left_without(own.users, own.means):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="last_means"))
        draft.about(*(each.ref for each in own.users))
        UserMeans.objects.filter(authenticator=own.means).delete()
        own.means.state = Authenticator.State.REMOVED
        own.means.save(update_fields=["state"])
        for home in homes:
            raise_revision(home)
        return own.means


def add_passkey(
    user: BusinessUser, *, level: Level, ceremony: str, response: str, name: str, at: datetime
) -> Authenticator | Refusal:
    """A further passkey, for somebody whose present login is not weaker than what the passkey will give."""
    if level < Level.SUBSTANTIAL:
        with journal.deed(Event.MEANS_ADDED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
            draft.about(user.ref)
            return draft.refused(Refusal(Reason.ASSURANCE_TOO_LOW))
    return finish_registration(ceremony, response, user=user, name=name, by=user.ref, at=at)


def _own(user: BusinessUser, ref: str, draft: Draft) -> Own | Refusal:
    draft.about(user.ref)
    own = queries.one(user, ref)
    if own is None:
        return Refusal(Reason.NOT_FOUND, about="means")
    draft.facts(kind=own.means.kind)
    return own

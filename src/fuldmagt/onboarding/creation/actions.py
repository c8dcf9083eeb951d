"""Creating a user who has rights from the first moment (B7): both or neither."""

from collections.abc import Sequence
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.mandates.assignments import actions as assignments
from fuldmagt.onboarding.invitations.actions import Invited, MadeCode, draw_code, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal


class _NotGiven(Exception):  # noqa: N818 - no error: it only undoes the transaction that it leaves
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def create(
    new: NewUser, *, rights: Sequence[str] = (), means: Means | None = None, by: Actor, at: datetime
) -> Invited | Refusal:
    """Invite the user and give the rights; refused as a whole when one right cannot be given.

    `means` is what the administrator chose for the activation (B6).
    """
    code = draw_code()
    try:
        return _created(new, rights, means, code, by, at)
    except _NotGiven as undone:
        with deed(Event.USER_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
            entry.facts(rights=list(rights))
            return entry.refused(undone.refusal)


def _created(
    new: NewUser, rights: Sequence[str], means: Means | None, code: MadeCode, by: Actor, at: datetime
) -> Invited | Refusal:
    with together():
        invited = invite(new, by=by, at=at, code=code)
        if isinstance(invited, Refusal):
            return invited
        if means:
            invited.user.first_means = means.value
            invited.user.save(update_fields=["first_means"])
        if not rights:
            return invited
        given = assignments.change(invited.user.ref, give=rights, by=by, at=at)
        if isinstance(given, Refusal):
            raise _NotGiven(given)
        return invited

"""Creating a user who has rights from the first moment (B7): both or neither."""

from collections.abc import Sequence
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.mandates.assignments import actions as assignments
from fuldmagt.onboarding.creation import rules
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited, MadeCode, draw_code, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal


class _NotGiven(Exception):  # noqa: N818 - no error: it only undoes the transaction that it leaves
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def create(
    new: NewUser, *, rights: Sequence[str] = (), means: Means, by: Actor, at: datetime
) -> Invited | Refusal:
    """Invite the user and give the rights; refused as a whole when one right cannot be given.

    `means` is what the administrator chose for the activation (B6).
    """
    return _whole(new, rights, means, draw_code(), by, at)


def keep(
    new: NewUser, *, rights: Sequence[str] = (), means: Means, by: Actor, at: datetime
) -> BusinessUser | Refusal:
    """Keep a candidate, with everything that was chosen; it takes effect once the candidate is invited."""
    kept = _whole(new, rights, means, None, by, at)
    return kept if isinstance(kept, Refusal) else kept.user


def _whole(
    new: NewUser, rights: Sequence[str], means: Means, code: MadeCode | None, by: Actor, at: datetime
) -> Invited | Refusal:
    try:
        return _created(new, rights, means, code, by, at)
    except _NotGiven as undone:
        with deed(Event.USER_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
            entry.facts(rights=list(rights))
            return entry.refused(undone.refusal)


def _created(
    new: NewUser, rights: Sequence[str], means: Means, code: MadeCode | None, by: Actor, at: datetime
) -> Invited | Refusal:
    """A user with a code, or without one a candidate."""
    unusable = rules.unusable(means, has_national_number=new.has_national_number)
    if unusable and not by.refused(Deed.MANAGE_USERS):
        raise _NotGiven(unusable)
    with together():
        made = invite(new, by=by, at=at, code=code) if code else invitations.keep(new, by=by, at=at)
        if isinstance(made, Refusal):
            return made
        user = made.user if isinstance(made, Invited) else made
        user.first_means = means.value
        user.save(update_fields=["first_means"])
        given = assignments.change(user.ref, give=rights, by=by, at=at) if rights else None
        if isinstance(given, Refusal):
            raise _NotGiven(given)
        return made if isinstance(made, Invited) else Invited(user, "")

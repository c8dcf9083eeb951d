"""Whom a means serves: the users of its one person, in whichever organisations; and what becomes of it for
all of them at once.

Called inside a deed. The organisations are taken before anything is changed and always in one order, so
that two deeds about one means wait for one another.
"""

from datetime import datetime

from django.db.models import Q

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.orders.following import follow
from fuldmagt.authenticators.orders.rules import OrderStep
from fuldmagt.authenticators.telling import News, tell
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.revisions.queries import raise_revision, raise_revisions_about
from fuldmagt.organisations.users.actions import log_out_everywhere
from fuldmagt.vocabulary.refusals import Reason, Refusal

BY_TRIES = ""  # no organisation has locked it

State = Authenticator.State


def users(means: Authenticator) -> list[BusinessUser]:
    """Whoever logs in by it, in whichever organisation."""
    found = BusinessUser.objects.select_related("organisation", "person")
    return list(found.filter(user_means__authenticator=means, user_means__active=True).order_by("pk"))


def refs(means: Authenticator) -> list[str]:
    return [user.ref for user in users(means)]


def homes(means: Authenticator, *more: str) -> list[str]:
    """The organisations of those whom it serves, in the order in which they are taken."""
    return sorted({user.organisation.ref for user in users(means)} | set(more))


def take_homes(means: Authenticator, *more: str) -> None:
    """Hold the organisations of all whom it serves until the deed is done."""
    for home in homes(means, *more):
        locked(home)


def note_elsewhere(event: Event, means: Authenticator, *, home: str, own: bool = False, at: datetime) -> None:
    """Tell the logs of the other organisations what became of it, and not where (B14).

    Who did it is told only where it was the person: as the user that each organisation knows.
    """
    for user in users(means):
        if user.organisation.ref != home:
            with journal.deed(
                event, by=user.ref if own else journal.ANYBODY, at=at, organisation=user.organisation.ref
            ) as draft:
                draft.about(user.ref, means.ref)
                draft.facts(kind=means.kind)


def lock(means: Authenticator, *, home: str, at: datetime) -> bool:
    """Nobody logs in by it until the organisation that locks it now unlocks it. Its homes are held."""
    open_ = Q(state=State.ACTIVE) | Q(state=State.LOCKED, locked_by=BY_TRIES)
    if not _turn(means, open_, State.LOCKED, locked_by=home):
        return False
    follow(means.ref, OrderStep.BLOCK, at=at)
    log_out_everywhere(refs(means), at=at)
    note_elsewhere(Event.MEANS_LOCKED, means, home=home, at=at)
    _decided_anew(means)
    tell(News.LOCKED, users(means), means, at=at)
    return True


def unlock(means: Authenticator, *, home: str, at: datetime) -> bool:
    """It works again, unless another organisation that it serves has locked it. Its homes are held."""
    others = [each for each in homes(means) if each != home]
    if not _turn(means, Q(state=State.LOCKED) & ~Q(locked_by__in=others), State.ACTIVE, locked_by=BY_TRIES):
        return False
    follow(means.ref, OrderStep.UNBLOCK, at=at)
    note_elsewhere(Event.MEANS_UNLOCKED, means, home=home, at=at)
    _decided_anew(means)
    tell(News.UNLOCKED, users(means), means, at=at)
    return True


def reopen(means: Authenticator, *, home: str, at: datetime) -> bool:
    """What wrong tries have locked works again, for its own person; no organisation has locked it."""
    if not _turn(means, Q(state=State.LOCKED, locked_by=BY_TRIES), State.ACTIVE, locked_by=BY_TRIES):
        return False
    follow(means.ref, OrderStep.UNBLOCK, at=at)
    note_elsewhere(Event.MEANS_UNLOCKED, means, home=home, own=True, at=at)
    _decided_anew(means)
    return True


def not_unlocked(means: Authenticator) -> Refusal:
    """Why it could not be unlocked."""
    about = "locked_elsewhere" if means.state == State.LOCKED else means.state
    return Refusal(Reason.STEP_NOT_POSSIBLE, about=about)


def end(
    means: Authenticator,
    *,
    event: Event = Event.MEANS_LOST,
    news: News = News.LOST,
    home: str,
    own: bool = False,
    at: datetime,
) -> Authenticator:
    """Nobody logs in by it any more, and every login of those whom it served ends. Its homes are held."""
    note_elsewhere(event, means, home=home, own=own, at=at)
    served = users(means)
    log_out_everywhere([user.ref for user in served], at=at)
    _decided_anew(means)
    UserMeans.objects.filter(authenticator=means).delete()
    _removed(means, at)
    tell(news, served, means, at=at)
    return means


def take_away(held: UserMeans, means: Authenticator, *, at: datetime) -> None:
    """This user no longer logs in by it; it ends when it serves no other. The user's home is held."""
    user = held.user
    log_out_everywhere([user.ref], at=at)
    held.delete()
    if not means.user_means.exists():
        _removed(means, at)
    raise_revisions_about(user)
    tell(News.REMOVED, [user], means, at=at)


def _turn(means: Authenticator, before: Q, now: str, *, locked_by: str) -> bool:
    """Bring it into another state, where it is in one of those before, and forget its wrong tries."""
    fitting = Authenticator.objects.filter(before, pk=means.pk)
    turned = fitting.update(state=now, locked_by=locked_by, failures=0) == 1
    means.refresh_from_db(fields=["state", "locked_by", "failures"])
    return turned


def _removed(means: Authenticator, at: datetime) -> None:
    means.state = State.REMOVED
    means.save(update_fields=["state"])
    follow(means.ref, OrderStep.CANCEL, at=at)


def _decided_anew(means: Authenticator) -> None:
    for home in homes(means):
        raise_revision(home)

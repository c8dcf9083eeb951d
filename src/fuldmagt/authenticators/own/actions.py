"""What people do with their own means: give it a name, add one, remove one that is not the last.

Each needs a login of a moment ago: whoever finds an open browser cannot make themselves at home in it.
"""

from datetime import datetime, timedelta
from typing import Final

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.app import actions as app
from fuldmagt.authenticators.app.actions import Taken
from fuldmagt.authenticators.app.rules import OWN_CODE_LASTS
from fuldmagt.authenticators.code.actions import FirstUse, finish_enrolment
from fuldmagt.authenticators.models import Authenticator, PendingKey, UserMeans
from fuldmagt.authenticators.own import queries
from fuldmagt.authenticators.own.queries import Own
from fuldmagt.authenticators.passkey.actions import finish_registration
from fuldmagt.authenticators.telling import News
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.users.actions import log_out_everywhere
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
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
        holding.take_homes(own.means, user.organisation.ref)
        if queries.would_be_left_without(own.users, own.means):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="last_means"))
        here = user.organisation.ref
        draft.about(*(each.ref for each in own.users if each.organisation.ref == here))
        log_out_everywhere([user.ref], at=at)
        return holding.end(
            own.means, event=Event.MEANS_REMOVED, news=News.REMOVED, home=here, own=True, at=at
        )


def add_passkey(
    user: BusinessUser,
    *,
    kind: Means = Means.PASSKEY,
    level: Level,
    since: datetime,
    ceremony: str,
    response: str,
    name: str,
    at: datetime,
) -> Authenticator | Refusal:
    """A further passkey or chip. It never reaches a higher level than the login that it was added in."""
    if refusal := _too_weak(level) or not_fresh(since, at=at):
        return _not_added(user, refusal, at, kind=kind)
    return finish_registration(
        ceremony, response, user=user, kind=kind, added_at=level, name=name, by=user.ref, at=at
    )


def take_thing(
    user: BusinessUser, order: str, typed: FirstUse, *, level: Level, since: datetime, at: datetime
) -> Authenticator | Refusal:
    """Take a thing into use that the organisation has handed out."""
    refusal = _too_weak(level) or not_fresh(since, at=at)
    pending = queries.thing(user, order, at=at)
    if refusal is None and pending is not None:
        kind = Means(pending.kind)
        return finish_enrolment(pending.ref, typed, user=pending.user, kind=kind, by=user.ref, at=at)
    return _not_added(user, refusal or Refusal(Reason.NOT_FOUND, about="order"), at)


def begin_app(
    user: BusinessUser, *, replaces: str = "", level: Level, since: datetime, at: datetime
) -> PendingKey | Refusal:
    """An activation code for the app, for somebody whose present login is not weaker than the app will be.

    `replaces` names an app of the user's that ends when the new one is in use.
    """
    own = queries.one(user, replaces) if replaces else None
    known = not replaces or (own is not None and own.means.kind == Means.APP)
    refusal = _too_weak(level) or not_fresh(since, at=at)
    refusal = refusal or (None if known else Refusal(Reason.NOT_FOUND, about="means"))
    if refusal:
        return _not_added(user, refusal, at, kind=Means.APP)
    return app.renew(user, lasts=OWN_CODE_LASTS, replaces=replaces, at=at)


def finish_app(token: str, public_key: str, signature: str, *, at: datetime) -> Taken | Refusal:
    """Keep the key that the app made, and end the app that it replaces: both or neither."""
    with journal.together():
        taken = app.finish(token, public_key, signature, at=at)
        if isinstance(taken, Taken) and taken.replaces:
            _end(taken.user, taken.replaces, at)
        return taken


def _end(user: BusinessUser, ref: str, at: datetime) -> None:
    """The user no longer logs in by a means that has been replaced, nor goes on with a login from before."""
    rows = UserMeans.objects.select_related("user__organisation", "authenticator__person")
    held = rows.filter(user=user, authenticator__ref=ref).first()
    if held is None or held.authenticator is None:
        return
    with journal.deed(Event.MEANS_REMOVED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        holding.take_homes(held.authenticator, user.organisation.ref)
        draft.about(user.ref, ref)
        draft.facts(kind=Means.APP.value, replaced=True)
        holding.take_away(held, held.authenticator, at=at)


def _too_weak(level: Level) -> Refusal | None:
    return Refusal(Reason.ASSURANCE_TOO_LOW) if level < Level.SUBSTANTIAL else None


def _not_added(user: BusinessUser, refusal: Refusal, at: datetime, *, kind: Means | None = None) -> Refusal:
    with journal.deed(Event.MEANS_ADDED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref)
        if kind is not None:
            draft.facts(kind=kind.value)
        return draft.refused(refusal)


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

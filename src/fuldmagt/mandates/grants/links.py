"""The link in the giver's e-mail: sent, sent again, pressed once (F5).

Opening the link shows what it is about and does nothing: programs that look into mail open links too.
"""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed, together
from fuldmagt.mandates.grants import post, queries, rules
from fuldmagt.mandates.grants.models import Grant, GrantLink
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


def not_sendable(giver: Organisation, grant: Grant | None, *, at: datetime) -> Refusal | None:
    """Why no link can be sent: nobody to write to, or too many were sent lately."""
    if not post.readers(giver):
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="grant_address")
    lately = queries.links_sent(giver, at=at)
    of_this = lately.filter(grant=grant).count() if grant else 0
    if of_this >= rules.MOST_LINKS or lately.count() >= rules.MOST_LINKS_OF_ONE:
        return Refusal(Reason.TOO_MANY_TRIES, about="grant")
    return None


def send(grant: Grant, *, at: datetime) -> GrantLink:
    """A new link for what the grant waits for, inside the running deed; older ones are void."""
    void(grant, at=at)
    to, token, terms = post.readers(grant.giver), dice.token(), queries.wanted(grant)
    link = GrantLink.objects.create(
        grant=grant,
        token=hashes.of_token(token),
        right=grant.awaiting or grant.right,
        ends_at=terms.period.end,
        sent_to=[rules.masked(address) for address in to],
        created_at=at,
        expires_at=at + rules.LINK_LIVES,
    )
    post.send(link, token, to, at=at)
    return link


def void(grant: Grant, *, at: datetime) -> None:
    grant.links.filter(used_at__isnull=True, voided_at__isnull=True).update(voided_at=at)


def send_again(ref: str, *, by: Actor, at: datetime) -> GrantLink | Refusal:
    """Another link for a grant that waits. The one in the older mail confirms nothing any more."""
    with deed(Event.GRANT_LINK_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_MANDATES):
            return draft.refused(refusal)
        locked_together({by.organisation})
        grant = queries.given_one(ref, organisation=by.organisation)
        if grant is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="grant"))
        known(draft, grant)
        waits = grant.state == RecordState.ACTIVE and (not grant.confirmed or grant.awaiting is not None)
        if not waits or over(grant, at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="grant"))
        if refusal := not_sendable(grant.giver, grant, at=at):
            return draft.refused(refusal)
        return send(grant, at=at)


def judge(token: str, *, at: datetime) -> GrantLink | Refusal:
    """The link of this token while a press on its page would count; else why it would not."""
    link = queries.called(token)
    if link is None:
        return Refusal(Reason.LINK_UNKNOWN, about="grant")
    grant = link.grant
    if refusal := rules.confirmable(queries.as_sent(link), queries.wanted(grant), at=at):
        return refusal
    if grant.state != RecordState.ACTIVE:
        return Refusal(Reason.REVOKED, about="grant")
    if over(grant, at) or (link.ends_at is not None and link.ends_at <= at):
        return Refusal(Reason.EXPIRED, about="grant")
    if grant.giver.state == OrganisationState.CLOSED:
        return Refusal(Reason.ORGANISATION_CLOSED, about=grant.giver.ref)
    return link


def confirm(token: str, *, at: datetime) -> Grant | Refusal:
    """Let the grant hold, in the terms that the mail told of; once, however many press at once."""
    return _pressed(token, Event.GRANT_CONFIRMED, at=at)


def deny(token: str, *, at: datetime) -> Grant | Refusal:
    """Turn down what the mail told of: a new grant ends, a wider one stays as it was."""
    return _pressed(token, Event.GRANT_DENIED, at=at)


def _pressed(token: str, event: Event, *, at: datetime) -> Grant | Refusal:
    found = queries.called(token)
    if found is None:
        return Refusal(Reason.LINK_UNKNOWN, about="grant")
    sides = {found.grant.giver.ref, found.grant.receiver.ref}
    with together():
        locked_together(sides)
        with deed(event, by=ANYBODY, at=at, organisation=found.grant.giver.ref) as draft:
            known(draft, found.grant)
            link = judge(token, at=at)
            if isinstance(link, Refusal):
                return draft.refused(link)
            unused = GrantLink.objects.filter(pk=link.pk, used_at__isnull=True, voided_at__isnull=True)
            if not unused.update(used_at=at):
                return draft.refused(Refusal(Reason.LINK_USED, about="link"))
            return _settled(link, confirmed=event is Event.GRANT_CONFIRMED, at=at)


def _settled(link: GrantLink, *, confirmed: bool, at: datetime) -> Grant:
    grant = link.grant
    if confirmed:
        grant.right, grant.ends_at = link.right, link.ends_at
        grant.confirmed, grant.confirmed_at = True, at
    elif not grant.confirmed:
        grant.state, grant.revoked_at, grant.revoked_by = RecordState.REVOKED, at, ANYBODY
    grant.awaiting, grant.awaiting_ends_at = None, None
    grant.save()
    changed(grant)
    return grant


def over(grant: Grant, at: datetime) -> bool:
    return grant.ends_at is not None and grant.ends_at <= at


def known(draft: Draft, grant: Grant) -> None:
    draft.about(grant.ref)
    draft.facts(giver=grant.giver.ref, receiver=grant.receiver.ref, right=grant.right.ref)


def changed(grant: Grant) -> None:
    for organisation in sorted({grant.giver.ref, grant.receiver.ref}):
        raise_revision(organisation)

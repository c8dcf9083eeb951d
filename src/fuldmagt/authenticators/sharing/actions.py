"""Sharing a means between the work logins of one person, and allowing it in an organisation (B14)."""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import giving, holding
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.authenticators.queries import means_of
from fuldmagt.authenticators.sharing import queries, rules
from fuldmagt.authenticators.telling import News, tell
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import holders_of, locked
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, Role
from fuldmagt.vocabulary.refusals import Reason, Refusal


def share(user: BusinessUser, authenticator: str, *, at: datetime) -> Authenticator | Refusal:
    """Let a means that the person has already serve this user too, where every organisation allows it."""
    with journal.deed(Event.MEANS_SHARED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref)
        means = Authenticator.objects.filter(ref=authenticator, person=user.person).first()
        if means is None or user.person is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="means"))
        holding.take_homes(means, user.organisation.ref)
        draft.facts(kind=means.kind)
        homes = Organisation.objects.filter(ref__in=holding.homes(means, user.organisation.ref))
        if refusal := rules.not_shared(homes.values_list("shares_means", flat=True)):
            return draft.refused(refusal)
        found = next((each for each in queries.offered(user) if each.ref == authenticator), None)
        if found is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="means"))
        linked = giving.link(user, found, at=at)
        if isinstance(linked, Refusal):
            return draft.refused(linked)
        draft.about(found.ref)
        tell(News.SHARED, holding.users(found), found, at=at)
        return found


def allow(chosen: bool, *, by: Actor, at: datetime) -> Organisation | Refusal:
    """Choose whether a means may serve the organisation's users elsewhere too, from the next login on.

    Without it a means that serves elsewhere stops here, and here alone.
    """
    with journal.deed(Event.ORGANISATION_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(by.organisation)
        draft.facts(shares_means=chosen)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return draft.refused(refusal)
        organisation = locked(by.organisation)
        if organisation.shares_means == chosen:
            draft.unchanged()
            return organisation
        could = _administrators_with_means(organisation.ref)
        _set(organisation, chosen)
        if could and not _administrators_with_means(organisation.ref):
            _set(organisation, not chosen)
            return draft.refused(Refusal(Reason.LAST_ADMINISTRATOR, about="means"))
        raise_revision(organisation.ref)
        if not chosen:
            for row in queries.shared_in(organisation.ref):
                if row.authenticator is not None:
                    tell(News.NOT_SHARED, [row.user], row.authenticator, at=at)
        return organisation


def _set(organisation: Organisation, chosen: bool) -> None:
    organisation.shares_means = chosen
    organisation.save(update_fields=["shares_means"])


def _administrators_with_means(organisation: str) -> bool:
    """Whether any organisation administrator can log in."""
    administrators = holders_of(Role.ORGANISATION_ADMINISTRATOR, organisation=organisation)
    return any(means_of(each) for each in administrators)

"""The administrator takes over what the eID tells, and the employee can go on (B12): one deed."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations import rules as invitation_rules
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.rules import GO_ON, Purpose
from fuldmagt.onboarding.proofing.models import Disagreement
from fuldmagt.onboarding.proofing.queries import open_disagreement
from fuldmagt.onboarding.proofing.rules import Particular, Told
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Mended:
    """The user as it is now; whether all agrees, and whether the mail that says so could be sent."""

    user: BusinessUser
    agrees: bool
    mail_sent: bool = False


def take_over(
    user_ref: str, disagreement: str, particular: Particular | None, *, by: Actor, at: datetime
) -> Mended | Refusal:
    """Write what the eID tells in place of what was typed; None where it has been corrected by hand.

    `disagreement` is the one that the administrator has seen: another eID may have been shown since.
    """
    with journal.deed(Event.IDENTITY_TAKEN_OVER, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(user_ref)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return draft.refused(refusal)
        user = _held(user_ref, by)
        seen = open_disagreement(user) if user else None
        if user is None or seen is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="user" if user is None else "disagreement"))
        if seen.ref != disagreement:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=user_ref))
        if particular is None and seen.differs:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="disagreement"))
        if particular and not _write(user, particular, seen.told, draft, at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="disagreement"))
        return _gone_on(user, draft, by, at)


def _held(ref: str, by: Actor) -> BusinessUser | None:
    """The user, held with the organisation until the deed is done."""
    organisation = locked(by.organisation)
    users = BusinessUser.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    return users.filter(ref=ref, organisation=organisation).first()


def _write(user: BusinessUser, particular: Particular, told: Told, draft: Draft, at: datetime) -> bool:
    """Whether the eID tells this particular at all; then it is the user's."""
    now = getattr(told, particular)
    if not now:
        return False
    before = getattr(user, particular)
    setattr(user, particular, now)
    user.changed_at, user.version = at, user.version + 1
    user.save(update_fields=[particular.value, "changed_at", "version"])
    draft.facts(changed=[particular.value], version=user.version)
    words = {particular.value: str(now), f"{particular}_before": str(before or "")}
    draft.personal(user.key_name, **words)
    return True


def _gone_on(user: BusinessUser, draft: Draft, by: Actor, at: datetime) -> Mended:
    """The employee gets a mail with a link; where many went out lately, the one there is still works."""
    still = open_disagreement(user)
    if still is not None and still.differs:
        return Mended(user, agrees=False)
    Disagreement.objects.filter(user=user).delete()
    if invitation_rules.too_many(invitations.sent_lately(by.organisation, user=user.ref, at=at)):
        return Mended(user, agrees=True)
    link = send(user, Purpose.ACTIVATION, about=GO_ON, by=by.ref, at=at)
    draft.facts(invitation=link.invitation.ref)
    return Mended(user, agrees=True, mail_sent=True)

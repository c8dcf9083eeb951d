"""Confirming who a user is, with the private eID: once, for this alone (B10).

Where the eID and the administrator disagree, what the eID told is kept for the administrator to see and
to take over (B12).
"""

import json
from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.mandates.assignments.actions import end_own_gifts
from fuldmagt.onboarding.activation.actions import move
from fuldmagt.onboarding.activation.queries import stage_of
from fuldmagt.onboarding.activation.rules import Step, after
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations.post import tell_administrator
from fuldmagt.onboarding.models import Invitation
from fuldmagt.onboarding.proofing.models import Disagreement
from fuldmagt.onboarding.proofing.own_gifts import tell_of_own_gifts
from fuldmagt.onboarding.proofing.queries import expected_of, place, told_in
from fuldmagt.onboarding.proofing.rules import NOTHING, REASONS, Expected, Told, judged, told_by, too_low
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.revisions.queries import raise_revisions_of
from fuldmagt.organisations.rules import UserState, UserStep
from fuldmagt.organisations.rules import after as user_after
from fuldmagt.people.actions import recognise
from fuldmagt.people.models import Person
from fuldmagt.people.queries import person_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.secrets import dice, persons
from fuldmagt.vocabulary.refusals import Reason, Refusal


def open_link(link: Invitation, sent_to_eid: str | Refusal, *, at: datetime) -> str | Refusal:
    """Note that somebody with the link goes to the eID, or could not. Opening the page alone is not noted."""
    user = link.user
    with journal.deed(
        Event.INVITATION_OPENED, by=user.ref, at=at, organisation=user.organisation.ref
    ) as draft:
        draft.about(user.ref)
        draft.facts(invitation=link.ref)
        return draft.refused(sent_to_eid) if isinstance(sent_to_eid, Refusal) else sent_to_eid


def confirm(link_ref: str, outcome: Identity | Refusal, *, at: datetime) -> BusinessUser | Refusal:
    """The user whose identity the eID confirms; the first time it is bound to the person for good.

    Whoever comes back later has to be the same person.
    """
    link = Invitation.objects.select_related("user__organisation").get(ref=link_ref)
    organisation = link.user.organisation.ref
    with journal.deed(Event.IDENTITY_CONFIRMED, by=link.user.ref, at=at, organisation=organisation) as draft:
        draft.about(link.user.ref)
        locked(organisation)
        user = BusinessUser.objects.select_related("organisation", "person").get(pk=link.user.pk)
        link.refresh_from_db(fields=["voided_at", "used_at"])
        if refusal := invitations.refused(link, at=at):
            return draft.refused(refusal)
        if isinstance(outcome, Refusal):
            return draft.refused(outcome)
        return _confirmed(user, outcome, draft, at)


def _confirmed(user: BusinessUser, identity: Identity, draft: Draft, at: datetime) -> BusinessUser | Refusal:
    draft.facts(level=identity.level.word, has_national_number=identity.has_national_number)
    expected = expected_of(user, identity)
    stage = after(stage_of(user), Step.CONFIRM_BY_NUMBER if expected.number_agrees else Step.CONFIRM_IDENTITY)
    state = user_after(UserState(user.state), UserStep.CONFIRM_IDENTITY)
    if isinstance(stage, Refusal) or isinstance(state, Refusal):
        return draft.refused(stage if isinstance(stage, Refusal) else Refusal(Reason.STEP_NOT_POSSIBLE))
    person = _person(user, identity, expected, at)
    if isinstance(person, Refusal):
        _stopped(user, person, identity, expected, at)
        return draft.refused(person)
    draft.facts(person=person.ref)
    _bind(user, person, identity, state, at)
    move(user, stage, at=at)
    return user


def _person(user: BusinessUser, identity: Identity, expected: Expected, at: datetime) -> Person | Refusal:
    """Who it is. Nobody is recognised by an eID that does not fit."""
    if user.person is None:
        return judged(identity, expected) or recognise(identity, language=user.language, at=at)
    if person_of(identity) != user.person:
        return Refusal(Reason.EID_OTHER_PERSON)
    return too_low(identity) or recognise(identity, at=at)


def _stopped(
    user: BusinessUser, refusal: Refusal, identity: Identity, expected: Expected, at: datetime
) -> None:
    """Tell the administrator what is theirs to mend, once for each thing that an eID tells."""
    nobodys = refusal.reason is Reason.EID_OTHER_PERSON and user.person is None
    if nobodys:
        news = not Disagreement.objects.filter(user=user).exists() and _keep(user, NOTHING, expected, at)
    else:
        news = refusal.reason in REASONS.values() and _keep(user, told_by(identity), expected, at)
    if news:
        tell_administrator(user, refusal.reason, about=refusal.about, at=at)


def _keep(user: BusinessUser, told: Told, expected: Expected, at: datetime) -> bool:
    """Keep what the eID told instead of what another one told before; whether it is news."""
    before = Disagreement.objects.filter(user=user).first()
    if before and told_in(before, user) == told:
        return False
    if before:
        before.delete()
    ref = dice.reference()
    words = {"name": told.name, "birth_date": str(told.birth_date or "")}
    Disagreement.objects.create(
        ref=ref,
        user=user,
        told=persons.encrypt(json.dumps(words, ensure_ascii=False), person=user.key_name, place=place(ref)),
        number_agreed=bool(expected.number_agrees),
        since=at,
    )
    return True


def _bind(user: BusinessUser, person: Person, identity: Identity, state: UserState, at: datetime) -> None:
    """From now on it is known who the user is; four eyes, which could not see that before, look again."""
    newly_known = user.person is None
    user.person, user.state, user.changed_at = person, state.value, at
    user.has_national_number = identity.has_national_number
    user.save(update_fields=["person", "state", "changed_at", "has_national_number"])
    Disagreement.objects.filter(user=user).delete()
    raise_revisions_of(person)
    if newly_known and (ended := end_own_gifts(user, at=at)):
        tell_of_own_gifts(user, ended, at=at)

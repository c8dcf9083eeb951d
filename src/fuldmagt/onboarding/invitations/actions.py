"""Creating a user: the row, the code that is shown once, the mail that goes by itself (B4, B6 to B9).

Who has no private eID yet is kept as a candidate, without code and mail, and invited later.
"""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.mandates.belonging.actions import change
from fuldmagt.onboarding.invitations import queries, rules
from fuldmagt.onboarding.invitations.post import Said, send_link
from fuldmagt.onboarding.invitations.rules import NewUser, Purpose
from fuldmagt.onboarding.models import Invitation, TemporaryCode
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.queries import locked, user_of
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState, UserState, UserStep, after
from fuldmagt.organisations.users.actions import Particulars
from fuldmagt.people.queries import index_of
from fuldmagt.people.rules import same_name
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A temporary code, drawn and slowly hashed before any transaction."""

    plain: str
    hashed: str


@dataclass(frozen=True, slots=True)
class Invited:
    """The user and the code. The code is nowhere else: who does not show it now never can."""

    user: BusinessUser
    code: str


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that went out by mail; its token is nowhere else."""

    invitation: Invitation
    token: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A user as corrected; whether the link in the older mail is void now, and whether a new one was sent.

    `preparation_void`: so is the link by which somebody prepares who is not invited, or waits.
    `rights_lost`: how many rights ended that came with the old department.
    """

    user: BusinessUser
    link_void: bool = False
    mail_sent: bool = False
    preparation_void: bool = False
    rights_lost: int = 0


def draw_code() -> MadeCode:
    plain = dice.digits(rules.CODE_DIGITS)
    return MadeCode(plain, hashes.of_code(plain))


def invite(new: NewUser, *, by: Actor, at: datetime, code: MadeCode | None = None) -> Invited | Refusal:
    """Create a user and send the activation mail. Give `code` when calling inside a transaction."""
    code = code or draw_code()
    with deed(Event.USER_CREATED, by=by.ref, at=at, organisation=by.organisation) as draft:
        refusal = by.refused(Deed.MANAGE_USERS) or rules.too_many(queries.sent_lately(by.organisation, at=at))
        user = refusal or _created(new, UserState.INVITED, by, draft, at)
        if isinstance(user, Refusal):
            return draft.refused(user)
        _keep_code(user, code, by.ref, at)
        link = send(user, Purpose.ACTIVATION, by=by.ref, at=at)
        draft.facts(invitation=link.invitation.ref)
        return Invited(user, code.plain)


def keep(new: NewUser, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Keep somebody as a candidate: a user who waits. Nothing is sent and no code is made (B4)."""
    with deed(Event.USER_CREATED, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = by.refused(Deed.MANAGE_USERS) or _created(new, UserState.WAITING, by, draft, at)
        return draft.refused(user) if isinstance(user, Refusal) else user


def invite_candidate(
    user_ref: str, *, paced: str = "", by: Actor, at: datetime, code: MadeCode | None = None
) -> Invited | Refusal:
    """Send a candidate or an imported user the mail and make the code, as at a creation.

    `paced` names the bulk activation that minds how many mails go out; the limit for single ones leaves
    its mails out.
    """
    code = code or draw_code()
    with deed(Event.INVITATION_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _invitable(user_ref, by, draft, candidate=True)
        if isinstance(user, Refusal):
            return draft.refused(user)
        flood = rules.too_many(queries.sent_lately(by.organisation, user=user.ref, at=at))
        if flood and not paced:
            return draft.refused(flood)
        draft.facts(before=user.state, after=UserState.INVITED.value)
        user.state, user.changed_at = UserState.INVITED.value, at
        user.save(update_fields=["state", "changed_at"])
        _keep_code(user, code, by.ref, at)
        link = send(user, Purpose.ACTIVATION, about=paced, by=by.ref, at=at)
        draft.facts(invitation=link.invitation.ref)
        return Invited(user, code.plain)


def resend(user_ref: str, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Send the activation mail again. The link in the older one stops working."""
    with deed(Event.INVITATION_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _invitable(user_ref, by, draft)
        if isinstance(user, Refusal):
            return draft.refused(user)
        if refusal := rules.too_many(queries.sent_lately(by.organisation, user=user.ref, at=at)):
            return draft.refused(refusal)
        link = send(user, Purpose.ACTIVATION, by=by.ref, at=at)
        draft.facts(invitation=link.invitation.ref)
        return user


def correct(
    user_ref: str, particulars: Particulars, *, version: int, by: Actor, at: datetime
) -> Corrected | Refusal:
    """Correct a user. A link that went to an address that was not right opens nothing any more; a new one
    goes to the right address."""
    with together():
        before = user_of(user_ref, organisation=by.organisation)
        placed = change(user_ref, particulars, version=version, by=by, at=at)
        if isinstance(placed, Refusal):
            return placed
        user, lost = placed.user, len(placed.followed.ended)
        unprepared = before is not None and before.email != user.email and _voided(user, by, at)
        if before is None or before.email == user.email or user.state not in rules.HAVE_A_LINK:
            return Corrected(user, preparation_void=unprepared, rights_lost=lost)
        flood = rules.too_many(queries.sent_lately(by.organisation, user=user.ref, at=at))
        event = Event.INVITATION_VOIDED if flood else Event.INVITATION_SENT
        with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
            draft.about(user.ref)
            draft.facts(because="email_corrected")
            if flood:
                _void(user, Purpose.ACTIVATION, at)
            else:
                link = send(user, Purpose.ACTIVATION, by=by.ref, at=at)
                draft.facts(invitation=link.invitation.ref)
        return Corrected(user, link_void=True, mail_sent=flood is None, rights_lost=lost)


def new_code(user_ref: str, *, by: Actor, at: datetime, code: MadeCode | None = None) -> Invited | Refusal:
    """Draw another temporary code. The older one stops working, wrong tries are forgotten."""
    code = code or draw_code()
    with deed(Event.TEMPORARY_CODE_MADE, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _invitable(user_ref, by, draft)
        if isinstance(user, Refusal):
            return draft.refused(user)
        if user.temporary_codes.filter(entered_at__isnull=False).exists():
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="code_entered"))
        _keep_code(user, code, by.ref, at)
        return Invited(user, code.plain)


def send(
    user: BusinessUser,
    purpose: Purpose,
    *,
    about: str = "",
    said: Said | None = None,
    by: str,
    at: datetime,
) -> SentLink:
    """A new link in a new mail, inside the running deed; older links for the same purpose are void."""
    _void(user, purpose, at)
    token = dice.token()
    link = Invitation.objects.create(
        ref=dice.reference(),
        user=user,
        purpose=purpose,
        about=about,
        token=hashes.of_token(token),
        made_by=by,
        created_at=at,
        expires_at=at + rules.LASTS[purpose],
    )
    send_link(link, token, said=said, at=at)
    return SentLink(link, token)


def _void(user: BusinessUser, purpose: Purpose, at: datetime) -> None:
    older = user.invitations.filter(purpose=purpose, voided_at__isnull=True, used_at__isnull=True)
    older.update(voided_at=at)


def _voided(user: BusinessUser, by: Actor, at: datetime) -> bool:
    """Void the links of somebody who has moved to another address and gets no new one by it.

    Gives whether one of them was for preparing the login: that one the administrator may send again.
    """
    preparing = (
        {Purpose.JOURNEY, Purpose.ACTIVATION} if user.state == UserState.WAITING else {Purpose.JOURNEY}
    )
    links = user.invitations.filter(voided_at__isnull=True, used_at__isnull=True)
    unprepared = links.filter(purpose__in=preparing).update(voided_at=at)
    if not links.filter(purpose__in={Purpose.RECOVERY, Purpose.NEW_PIN}).update(voided_at=at) + unprepared:
        return False
    with deed(Event.INVITATION_VOIDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(user.ref)
        draft.facts(because="email_corrected")
    return unprepared > 0


def _not_joined(organisation: Organisation) -> Refusal | None:
    """Users exist only in an organisation that has joined: not in one that others represent (A1)."""
    joined = organisation.state == OrganisationState.ACTIVE
    return None if joined else Refusal(Reason.ORGANISATION_CLOSED, about=organisation.ref)


def _judged(new: NewUser, by: Actor, at: datetime) -> Department | Refusal | None:
    """The department of the new user, if the user can be created at all."""
    if refusal := rules.unusable(new, today=at.date()):
        return refusal
    organisation = locked(by.organisation)
    if refusal := _not_joined(organisation):
        return refusal
    there = organisation.users.filter(email__iexact=new.email).exclude(state=UserState.CLOSED)
    if any(same_name(user.name, new.name) for user in there):
        return Refusal(Reason.ALREADY_EXISTS, about="user")
    if not new.department:
        return None
    departments = organisation.departments.filter(ref=new.department, closed_at__isnull=True)
    return departments.first() or Refusal(Reason.NOT_FOUND, about="department")


def _created(new: NewUser, state: UserState, by: Actor, draft: Draft, at: datetime) -> BusinessUser | Refusal:
    department = _judged(new, by, at)
    if isinstance(department, Refusal):
        return department
    user = BusinessUser.objects.create(
        ref=dice.reference(),
        organisation=locked(by.organisation),
        name=" ".join(new.name.split()),
        email=new.email,
        birth_date=new.birth_date,
        has_national_number=new.has_national_number,
        national_number_index=index_of(new.national_number) if new.national_number else "",
        department=department,
        employee_group=new.employee_group,
        phone=new.phone,
        address=new.address,
        language=new.language,
        state=state,
        created_at=at,
        changed_at=at,
    )
    draft.about(user.ref)
    draft.facts(state=state.value, department=new.department)
    draft.personal(user.key_name, name=user.name, email=user.email)
    return user


def _invitable(ref: str, by: Actor, draft: Draft, *, candidate: bool = False) -> BusinessUser | Refusal:
    """A user of the actor's organisation who is not active yet, held until the deed is done.

    A candidate, and who has been imported, is invited first: neither a link nor a code alone is made.
    """
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisation = locked(by.organisation)
    if refusal := _not_joined(organisation):
        return refusal
    user = (
        BusinessUser.objects.select_for_update(of=("self",))
        .filter(ref=ref, organisation=organisation)
        .first()
    )
    if user is None:
        return Refusal(Reason.NOT_FOUND, about="user")
    draft.about(user.ref)
    state = after(UserState(user.state), UserStep.INVITE)
    if isinstance(state, Refusal):
        return state
    if candidate is not (user.state in rules.NOT_INVITED):
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="candidate")
    if user.state != state and not candidate:
        user.state = state.value
        user.save(update_fields=["state"])
    return user


def _keep_code(user: BusinessUser, code: MadeCode, by: str, at: datetime) -> None:
    user.temporary_codes.filter(voided_at__isnull=True, entered_at__isnull=True).update(voided_at=at)
    TemporaryCode.objects.create(
        user=user, code=code.hashed, made_by=by, created_at=at, expires_at=at + rules.CODE_LASTS
    )

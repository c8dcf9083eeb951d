"""Creating a user: the row, the code that is shown once, the mail that goes by itself (B4, B6 to B9)."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.onboarding.invitations import queries, rules
from fuldmagt.onboarding.invitations.post import send_link
from fuldmagt.onboarding.invitations.rules import NewUser, Purpose
from fuldmagt.onboarding.models import Invitation, TemporaryCode
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed, UserState, UserStep, after
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


def draw_code() -> MadeCode:
    plain = dice.digits(rules.CODE_DIGITS)
    return MadeCode(plain, hashes.of_code(plain))


def invite(new: NewUser, *, by: Actor, at: datetime, code: MadeCode | None = None) -> Invited | Refusal:
    """Create a user and send the activation mail. Give `code` when calling inside a transaction."""
    code = code or draw_code()
    with deed(Event.USER_CREATED, by=by.ref, at=at, organisation=by.organisation) as draft:
        department = _judged(new, by, at)
        if isinstance(department, Refusal):
            return draft.refused(department)
        user = _created(new, department, by, at)
        draft.about(user.ref)
        draft.personal(user.key_name, name=user.name, email=user.email)
        _keep_code(user, code, by.ref, at)
        link = send(user, Purpose.ACTIVATION, by=by.ref, at=at)
        draft.facts(invitation=link.invitation.ref, department=new.department)
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


def send(user: BusinessUser, purpose: Purpose, *, about: str = "", by: str, at: datetime) -> SentLink:
    """A new link in a new mail, inside the running deed; older links for the same purpose are void."""
    older = user.invitations.filter(purpose=purpose, voided_at__isnull=True, used_at__isnull=True)
    older.update(voided_at=at)
    token = dice.token()
    link = Invitation.objects.create(
        ref=dice.reference(),
        user=user,
        purpose=purpose,
        about=about,
        token=hashes.of_token(token),
        made_by=by,
        created_at=at,
        expires_at=at + rules.LINK_LASTS,
    )
    send_link(link, token, at=at)
    return SentLink(link, token)


def _judged(new: NewUser, by: Actor, at: datetime) -> Department | Refusal | None:
    """The department of the new user, if the user can be created at all."""
    if refusal := by.refused(Deed.MANAGE_USERS) or rules.unusable(new, today=at.date()):
        return refusal
    organisation = locked(by.organisation)
    if refusal := rules.too_many(queries.sent_lately(by.organisation, at=at)):
        return refusal
    there = organisation.users.filter(email__iexact=new.email).exclude(state=UserState.CLOSED)
    if any(same_name(user.name, new.name) for user in there):
        return Refusal(Reason.ALREADY_EXISTS, about="user")
    if not new.department:
        return None
    departments = organisation.departments.filter(ref=new.department, closed_at__isnull=True)
    return departments.first() or Refusal(Reason.NOT_FOUND, about="department")


def _created(new: NewUser, department: Department | None, by: Actor, at: datetime) -> BusinessUser:
    return BusinessUser.objects.create(
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
        created_at=at,
        changed_at=at,
    )


def _invitable(ref: str, by: Actor, draft: Draft) -> BusinessUser | Refusal:
    """A user of the actor's organisation who is not active yet, held until the deed is done."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisation = locked(by.organisation)
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
    if user.state != state:
        user.state = state.value
        user.save(update_fields=["state"])
    return user


def _keep_code(user: BusinessUser, code: MadeCode, by: str, at: datetime) -> None:
    user.temporary_codes.filter(voided_at__isnull=True, entered_at__isnull=True).update(voided_at=at)
    TemporaryCode.objects.create(
        user=user, code=code.hashed, made_by=by, created_at=at, expires_at=at + rules.CODE_LASTS
    )

"""Who may do which deed in an organisation, and the life of a user. Pure.

`may(roles, deed)` is the first line of every action; the table is the only place where a role's
powers are written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class OrganisationState(StrEnum):
    ACTIVE = "active"
    REPRESENTED = "represented"  # without users of its own: only gives mandates and grants
    CLOSED = "closed"


class Role(StrEnum):
    ORGANISATION_ADMINISTRATOR = "organisation_administrator"
    USER_ADMINISTRATOR = "user_administrator"
    RIGHTS_ADMINISTRATOR = "rights_administrator"
    MANDATE_MANAGER = "mandate_manager"
    PERMIT_CONTROLLER = "permit_controller"
    DEPARTMENT_LEADER = "department_leader"
    PAYROLL = "payroll"
    AUDITOR = "auditor"
    PROVIDER_ADMINISTRATOR = "provider_administrator"
    PLATFORM_OPERATOR = "platform_operator"


class Deed(StrEnum):
    SEE_OVERVIEW = "see_overview"
    SEE_USERS = "see_users"
    MANAGE_USERS = "manage_users"
    SEE_RIGHTS = "see_rights"
    MANAGE_RIGHTS = "manage_rights"
    RUN_REVIEWS = "run_reviews"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_ROLES = "manage_roles"
    SEE_EVENTS = "see_events"
    ASK_WHY = "ask_why"
    SEE_DEPARTMENT = "see_department"
    SEE_MANDATES = "see_mandates"
    MANAGE_MANDATES = "manage_mandates"
    MANAGE_SYSTEMS = "manage_systems"
    SEE_COSTS = "see_costs"
    MANAGE_PROVIDER = "manage_provider"
    OPERATE_PLATFORM = "operate_platform"


D, R = Deed, Role
READING: Final = frozenset(
    {D.SEE_OVERVIEW, D.SEE_USERS, D.SEE_RIGHTS, D.SEE_MANDATES, D.SEE_EVENTS, D.ASK_WHY}
)

POWERS: Final[Mapping[Role, frozenset[Deed]]] = {
    R.ORGANISATION_ADMINISTRATOR: READING
    | {D.MANAGE_ORGANISATION, D.MANAGE_ROLES, D.MANAGE_SYSTEMS, D.SEE_COSTS},
    R.USER_ADMINISTRATOR: READING | {D.MANAGE_USERS},
    R.RIGHTS_ADMINISTRATOR: READING | {D.MANAGE_RIGHTS, D.RUN_REVIEWS},
    R.MANDATE_MANAGER: frozenset({D.SEE_OVERVIEW, D.SEE_MANDATES, D.MANAGE_MANDATES, D.SEE_COSTS}),
    R.PERMIT_CONTROLLER: frozenset({D.SEE_OVERVIEW}),
    R.DEPARTMENT_LEADER: frozenset({D.SEE_OVERVIEW, D.SEE_DEPARTMENT}),
    R.PAYROLL: frozenset({D.SEE_OVERVIEW}),
    R.AUDITOR: READING | {D.SEE_COSTS},
    R.PROVIDER_ADMINISTRATOR: frozenset({D.SEE_OVERVIEW, D.MANAGE_PROVIDER}),
    R.PLATFORM_OPERATOR: frozenset({D.OPERATE_PLATFORM}),
}

GIVABLE: Final[Mapping[Role, frozenset[Role]]] = {
    R.ORGANISATION_ADMINISTRATOR: frozenset(Role) - {R.PLATFORM_OPERATOR},
    R.PLATFORM_OPERATOR: frozenset({R.PLATFORM_OPERATOR}),
}
"""Which roles a role may give away. An organisation administrator answers for the whole organisation
and so holds, in this sense, every power in it; nobody else gives away any power."""


def may(roles: Iterable[Role], deed: Deed) -> bool:
    return any(deed in POWERS[role] for role in roles)


def may_give(roles: Iterable[Role], role: Role) -> bool:
    return any(role in GIVABLE.get(held, frozenset()) for held in roles)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a deed: a user, for which organisation, with which administrator roles."""

    ref: str
    organisation: str
    roles: frozenset[Role] = field(default_factory=frozenset)

    def refused(self, deed: Deed, *, organisation: str | None = None) -> Refusal | None:
        """Why the actor may not do the deed, in the organisation it is about; None when the actor may."""
        elsewhere = organisation is not None and organisation != self.organisation
        if elsewhere or not may(self.roles, deed):
            return Refusal(Reason.NOT_PERMITTED, about=deed.value)
        return None


class UserKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"


class UserState(StrEnum):
    """The life of a user (B15). The law knows the first four as `invited`."""

    IMPORTED = "imported"
    INVITED = "invited"
    WAITING = "waiting"
    IDENTITY_CONFIRMED = "identity_confirmed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LOCKED = "locked"
    CLOSED = "closed"


class UserStep(StrEnum):
    INVITE = "invite"
    WAIT = "wait"
    CONFIRM_IDENTITY = "confirm_identity"
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    RESUME = "resume"
    LOCK = "lock"
    UNLOCK = "unlock"
    CLOSE = "close"


S, T = UserState, UserStep

BEFORE_ACTIVE: Final = frozenset({S.IMPORTED, S.INVITED, S.WAITING, S.IDENTITY_CONFIRMED})

STEPS: Final[Mapping[tuple[UserState, UserStep], UserState]] = {
    (S.IMPORTED, T.INVITE): S.INVITED,
    (S.INVITED, T.INVITE): S.INVITED,
    (S.INVITED, T.WAIT): S.WAITING,
    (S.WAITING, T.INVITE): S.INVITED,
    (S.INVITED, T.CONFIRM_IDENTITY): S.IDENTITY_CONFIRMED,
    (S.IDENTITY_CONFIRMED, T.CONFIRM_IDENTITY): S.IDENTITY_CONFIRMED,
    (S.IDENTITY_CONFIRMED, T.INVITE): S.IDENTITY_CONFIRMED,
    (S.IDENTITY_CONFIRMED, T.ACTIVATE): S.ACTIVE,
    (S.ACTIVE, T.SUSPEND): S.SUSPENDED,
    (S.SUSPENDED, T.RESUME): S.ACTIVE,
    (S.ACTIVE, T.LOCK): S.LOCKED,
    (S.LOCKED, T.UNLOCK): S.ACTIVE,
    (S.LOCKED, T.SUSPEND): S.SUSPENDED,
    **{(state, T.CLOSE): S.CLOSED for state in UserState if state is not S.CLOSED},
}


def after(state: UserState, step: UserStep) -> UserState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)


def in_the_law(state: UserState) -> str:
    """The state as decisions and world files know it."""
    return UserState.INVITED.value if state in BEFORE_ACTIVE else state.value


NOT_ACTIVE: Final[Mapping[UserState, Reason]] = {
    **dict.fromkeys(BEFORE_ACTIVE, Reason.USER_NOT_ACTIVATED),
    S.SUSPENDED: Reason.USER_SUSPENDED,
    S.LOCKED: Reason.USER_LOCKED,
    S.CLOSED: Reason.USER_CLOSED,
}
"""Why a user in such a state cannot act."""

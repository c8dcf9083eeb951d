"""The way of an employee to a work login: who has done what, whose turn it is, what is stuck (B1). Pure.

The steps are those of the guidance for organisations with foreign employees. Whoever has a national number
has an eID already, and begins with the employer's step (B13).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Part(StrEnum):
    """What only the employee sees, and ticks off."""

    PHONE = "phone"
    CHIP = "chip"
    VALID = "valid"
    P_CODE = "p_code"
    APP_FETCHED = "app_fetched"
    APP_STARTED = "app_started"
    P_CODE_TYPED = "p_code_typed"
    DOCUMENT_CHOSEN = "document_chosen"
    PAGE_SCANNED = "page_scanned"
    CHIP_READ = "chip_read"
    FACE_SCANNED = "face_scanned"


class Step(StrEnum):
    PHONE = "phone"
    CHIP = "chip"
    VALID = "valid"
    P_CODE = "p_code"
    EID = "eid"
    CREATED = "created"
    IDENTITY = "identity"
    CODE = "code"
    USER_ID = "user_id"
    TELEPHONE = "telephone"
    MEANS = "means"


class Why(StrEnum):
    """Why somebody waits for another way of proving who they are (B3)."""

    NO_CHIP = "no_chip"
    EXPIRED = "expired"
    CHIP_UNREADABLE = "chip_unreadable"
    FACE = "face"
    OTHER = "other"


IN_THE_APP: Final = tuple(Part)[4:]
PREPARATION: Final[Mapping[Step, tuple[Part, ...]]] = {
    Step.PHONE: (Part.PHONE,),
    Step.CHIP: (Part.CHIP,),
    Step.VALID: (Part.VALID,),
    Step.P_CODE: (Part.P_CODE,),
    Step.EID: IN_THE_APP,
}
"""What an employee without a national number does before the activation, in order."""

ACTIVATION: Final[Mapping[Step, Stage]] = {
    Step.IDENTITY: Stage.IDENTIFIED,
    Step.CODE: Stage.CODE_ENTERED,
    Step.USER_ID: Stage.NAMED,
    Step.TELEPHONE: Stage.PHONED,
    Step.MEANS: Stage.DONE,
}
"""The steps that the platform sees, and the stage at which each is done."""

ORDER: Final = list(Stage)
TICKABLE: Final = frozenset({UserState.WAITING, UserState.INVITED})
"""Whose preparation is still to be ticked off: candidates and the invited."""
SLOW_AFTER: Final = timedelta(days=7)


class Progress(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


class Turn(StrEnum):
    EMPLOYEE = "employee"
    EMPLOYER = "employer"


class Trouble(StrEnum):
    """Why somebody does not get on, the most serious first."""

    WAITS = "waits"  # the document cannot be scanned, and there is no other way yet
    CODE_LOCKED = "code_locked"
    CODE_EXPIRED = "code_expired"
    LINK_EXPIRED = "link_expired"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody's way."""

    state: UserState
    has_national_number: bool
    needs_code: bool
    stage: Stage
    begun_at: datetime
    invited_at: datetime | None = None
    stage_at: datetime | None = None
    ticked: Mapping[Part, datetime] = field(default_factory=dict)
    waits_for: Why | None = None
    waits_since: datetime | None = None
    link_ends_at: datetime | None = None
    code_ends_at: datetime | None = None
    code_locked: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of the way as it stands. `parts` are the ticks that it consists of and that are there."""

    step: Step
    progress: Progress
    turn: Turn
    done_at: datetime | None = None
    parts: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    steps: tuple[Taken, ...]
    since: datetime
    trouble: Trouble | None = None

    @property
    def now(self) -> Taken | None:
        return next((each for each in self.steps if each.progress is Progress.NOW), None)

    @property
    def done(self) -> int:
        return sum(each.progress is Progress.DONE for each in self.steps)


def way(facts: Facts, *, at: datetime) -> Way:
    """Where somebody is: everything done before, one step now, the rest later."""
    found = [*_preparation(facts), _created(facts), *_activation(facts)]
    first = next((step for step, is_done, _ in found if not is_done), None)
    steps = tuple(
        Taken(
            step,
            Progress.DONE if is_done else Progress.NOW if step is first else Progress.LATER,
            Turn.EMPLOYER if step is Step.CREATED else Turn.EMPLOYEE,
            done_at if is_done else None,
            frozenset(part for part in PREPARATION.get(step, ()) if part in facts.ticked),
        )
        for step, is_done, done_at in found
    )
    since = _since(facts, steps)
    return Way(steps, since, _trouble(facts, since, at) if first else None)


Found = tuple[Step, bool, datetime | None]


def _preparation(facts: Facts) -> Iterable[Found]:
    """Whoever has shown the eID has it: then nothing is left to tick off."""
    seen = facts.stage is not Stage.BEGUN
    for step, parts in {} if facts.has_national_number else PREPARATION.items():
        is_done = seen or all(part in facts.ticked for part in parts)
        moments = [facts.ticked[part] for part in parts if part in facts.ticked]
        yield step, is_done, max(moments, default=None) if len(moments) == len(parts) else None


def _created(facts: Facts) -> Found:
    return Step.CREATED, facts.invited_at is not None, facts.invited_at


def _activation(facts: Facts) -> Iterable[Found]:
    reached = ORDER.index(facts.stage)
    for step, stage in ACTIVATION.items():
        if step is Step.CODE and not facts.needs_code:
            continue
        place = ORDER.index(stage)
        yield step, reached >= place, facts.stage_at if reached == place else None


def _since(facts: Facts, steps: Iterable[Taken]) -> datetime:
    moments = [each.done_at for each in steps if each.done_at] + list(facts.ticked.values())
    return facts.waits_since or max([facts.begun_at, *moments])


def _trouble(facts: Facts, since: datetime, at: datetime) -> Trouble | None:
    waits_for_code = facts.needs_code and ORDER.index(facts.stage) < ORDER.index(Stage.CODE_ENTERED)
    code_ended = facts.code_ends_at is not None and facts.code_ends_at <= at
    link_ended = facts.link_ends_at is not None and facts.link_ends_at <= at
    met = {
        Trouble.WAITS: facts.waits_for is not None,
        Trouble.CODE_LOCKED: waits_for_code and facts.code_locked,
        Trouble.CODE_EXPIRED: waits_for_code and code_ended,
        Trouble.LINK_EXPIRED: link_ended,
        Trouble.SLOW: at - since >= SLOW_AFTER,
    }
    return next((trouble for trouble, is_so in met.items() if is_so), None)


def tickable(state: UserState, stage: Stage, *, has_national_number: bool) -> Refusal | None:
    """Whether there is something to tick off, or to wait for, at all."""
    if state not in TICKABLE or stage is not Stage.BEGUN:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)
    return Refusal(Reason.STEP_NOT_POSSIBLE, about="national_number") if has_national_number else None


def expired(until: date | None, *, today: date) -> Refusal | None:
    """A document whose last day has passed proves nobody's identity."""
    over = until is not None and until < today
    return Refusal(Reason.INPUT_NOT_USABLE, about="document") if over else None

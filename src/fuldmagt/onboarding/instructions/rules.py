"""What somebody who signs for an organisation has done about its mandates (F4). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.onboarding.joining.rules import PER_SIGNATORY
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Kind(StrEnum):
    GIVE = "give"
    CHANGE = "change"
    RENEW = "renew"
    END = "end"


class InstructionState(StrEnum):
    WAITING = "waiting"  # for the others who sign too
    DONE = "done"
    REFUSED = "refused"  # all have confirmed, and it was not possible any more


class InstructionStep(StrEnum):
    ASK = "ask"
    CONFIRM = "confirm"
    CARRY_OUT = "carry_out"
    REFUSE = "refuse"


S, T = InstructionState, InstructionStep

STEPS: Final[Mapping[tuple[InstructionState, InstructionStep], InstructionState]] = {
    (S.WAITING, T.ASK): S.WAITING,
    (S.WAITING, T.CONFIRM): S.WAITING,
    (S.WAITING, T.CARRY_OUT): S.DONE,
    (S.WAITING, T.REFUSE): S.REFUSED,
}

PATIENCE: Final = timedelta(days=30)
"""How long an instruction waits for the others."""
MOST: Final = 20
"""How many of them wait for one organisation at a time."""
MOST_MAILS: Final = PER_SIGNATORY


@dataclass(frozen=True, slots=True)
class What:
    """What is to be done, in full: what the others read is what is done."""

    kind: Kind
    receiver: str = ""  # of what is given
    mandate: str = ""  # what is changed, renewed or ended
    rights: tuple[str, ...] = ()
    until: datetime | None = None
    words: str = ""  # the note of what is given, or why it ends
    seen: str = ""  # how a mandate stood that is changed

    def written(self) -> dict[str, object]:
        until = self.until.isoformat() if self.until else ""
        return {
            "kind": self.kind.value,
            "receiver": self.receiver,
            "mandate": self.mandate,
            "rights": list(self.rights),
            "until": until,
            "words": self.words,
            "seen": self.seen,
        }


def read(written: Mapping[str, object]) -> What:
    """An instruction as it was written."""
    rights, until = written["rights"], str(written["until"])
    assert isinstance(rights, list)
    return What(
        kind=Kind(str(written["kind"])),
        receiver=str(written["receiver"]),
        mandate=str(written["mandate"]),
        rights=tuple(str(each) for each in rights),
        until=datetime.fromisoformat(until) if until else None,
        words=str(written["words"]),
        seen=str(written["seen"]),
    )


def after(state: InstructionState, step: InstructionStep) -> InstructionState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="instruction")

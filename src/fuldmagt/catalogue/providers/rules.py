"""How a provider comes to be admitted: proposed by one person, decided by another (A7). Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.identifiers import is_organisation
from fuldmagt.vocabulary.refusals import Reason, Refusal


class ProviderState(StrEnum):
    PROPOSED = "proposed"  # waits for another operator
    ADMITTED = "admitted"
    REFUSED = "refused"


class ProviderStep(StrEnum):
    APPROVE = "approve"  # the first of two operators, of a provider that none of them has proposed
    ADMIT = "admit"
    REFUSE = "refuse"


S, T = ProviderState, ProviderStep

STEPS: Final[Mapping[tuple[ProviderState, ProviderStep], ProviderState]] = {
    (S.PROPOSED, T.APPROVE): S.PROPOSED,
    (S.PROPOSED, T.ADMIT): S.ADMITTED,
    (S.PROPOSED, T.REFUSE): S.REFUSED,
}


def after(state: ProviderState, step: ProviderStep) -> ProviderState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)


ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an operator says of a provider that it proposes."""

    ref: str
    name: str
    sector: str
    number: str
    contact_name: str
    contact_phone: str = ""
    contact_email: str = ""

    def refused(self) -> Refusal | None:
        """Why the proposal cannot be read; the refusal names the field."""
        if not ID.fullmatch(self.ref):
            return Refusal(Reason.INPUT_NOT_USABLE, about="ref")
        if not is_organisation(self.number):
            return Refusal(Reason.INPUT_NOT_USABLE, about="number")
        if not self.name.strip() or not self.sector.strip() or not self.contact_name.strip():
            return Refusal(Reason.INPUT_NOT_USABLE, about="name")
        return None

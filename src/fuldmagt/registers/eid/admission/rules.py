"""How a broker comes to be trusted: proposed by one operator, admitted by another, ended by any (A7). Pure.

What is trusted is exactly what a login rests on: who signs (the issuer), for whom (our client id), and
how its words are read (the broker's line of the table and what the settings change in it).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal

TRIED_WITHIN: Final = timedelta(hours=24)
"""How long a test of the connection that passed is good enough to propose on."""


class BrokerState(StrEnum):
    PROPOSED = "proposed"  # waits for another operator
    ADMITTED = "admitted"
    REFUSED = "refused"
    ENDED = "ended"


class BrokerStep(StrEnum):
    ADMIT = "admit"
    REFUSE = "refuse"
    END = "end"


S, T = BrokerState, BrokerStep

STEPS: Final[Mapping[tuple[BrokerState, BrokerStep], BrokerState]] = {
    (S.PROPOSED, T.ADMIT): S.ADMITTED,
    (S.PROPOSED, T.REFUSE): S.REFUSED,
    (S.ADMITTED, T.END): S.ENDED,
}

OPEN: Final = (S.PROPOSED, S.ADMITTED)


def after(state: BrokerState, step: BrokerStep) -> BrokerState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)


@dataclass(frozen=True, slots=True)
class Configured:
    """The broker that the settings name. `mapping` is JSON, or empty."""

    issuer: str
    client: str
    broker: str
    mapping: str

    @property
    def fingerprint(self) -> str:
        """The same for the same broker, however the mapping is spaced and ordered."""
        parts = [self.issuer, self.client, self.broker, _plain(self.mapping)]
        return sha256(json.dumps(parts).encode()).hexdigest()


def _plain(mapping: str) -> str:
    try:
        return json.dumps(json.loads(mapping), sort_keys=True) if mapping.strip() else ""
    except (ValueError, RecursionError):
        return mapping  # it cannot be read, so nobody logs in by it

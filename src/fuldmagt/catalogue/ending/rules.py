"""When a service stops accepting a means, and why (F8): what has to hold of such a date. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.catalogue.describing.rules import Texts, whole
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class End:
    """From when on a service does not accept a means any more, and why, by language."""

    kind: Means
    at: datetime
    reasons: Texts

    def refused(
        self, *, accepted: Collection[str], ended: Mapping[str, str], now: datetime
    ) -> Refusal | None:
        """Why the end cannot be set at a service that accepts these means, some of them until then."""
        if self.kind.value not in accepted:
            return Refusal(Reason.NOT_FOUND, about="kind")
        if self.at <= now:
            return Refusal(Reason.INPUT_NOT_USABLE, about="end_passed")
        if not whole(self.reasons):
            return Refusal(Reason.INPUT_NOT_USABLE, about="reasons")
        if not lasting(self.kind, accepted=accepted, ended=ended):
            return Refusal(Reason.INPUT_NOT_USABLE, about="only_means")
        return None


def staying(accepted: Collection[str], ended: Collection[str]) -> frozenset[Means]:
    """What is accepted without an end, besides the private eID, which is voluntary (D1)."""
    return frozenset(Means(each) for each in accepted if each not in ended) - {Means.PRIVATE_EID}


def lasting(kind: Means, *, accepted: Collection[str], ended: Mapping[str, str]) -> frozenset[Means]:
    """What stays accepted without an end besides: one after the other must not shut everybody out."""
    return staying(accepted, ended) - {kind}


def others(
    kind: Means, *, accepted: Collection[str], ended: Mapping[str, str], at: datetime
) -> frozenset[Means]:
    """By what else one could log in then. The private eID is voluntary, so it does not count (D1)."""
    found = (Means(each) for each in accepted if each not in {kind.value, Means.PRIVATE_EID.value})
    return frozenset(each for each in found if each not in ended or datetime.fromisoformat(ended[each]) > at)

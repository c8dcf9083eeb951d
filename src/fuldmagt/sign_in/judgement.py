"""What a user who has logged in may do in the services wanted: the law is asked about each right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed, Answer, Refused
from fuldmagt.decisions.question import Context, Question
from fuldmagt.sign_in import queries
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """A user who acts for an organisation, and how the user logged in. A program has no means of login."""

    user: str
    organisation: str
    level: Level
    means: Means | None

    def context(self, at: datetime) -> Context:
        return Context(at=at, now=at, assurance=self.level, means=self.means)


NOTHING: Final = Refused(())


@dataclass(frozen=True, slots=True)
class Judged:
    """The rights that hold. Where none does, why not: of the right that is nearest to being held."""

    rights: tuple[str, ...]
    revision: str
    right: str = ""
    refused: Refused = NOTHING

    @property
    def holds(self) -> bool:
        return bool(self.rights)

    def nearest_way(self) -> dict[str, Any]:
        """The way that comes nearest, as it is kept for those who help."""
        return {
            "way": self.refused.way.value if self.refused.way else "",
            "evidence": [[each.type, each.id] for each in self.refused.evidence],
            "other_home": self.refused.other_home or "",
            "level_needed": self.refused.level_needed.word if self.refused.level_needed else "",
        }


def judge(standing: Standing, *, services: Iterable[str], rights: Iterable[str] = (), at: datetime) -> Judged:
    """Ask about each of the rights (of all of the services' rights, where none is named)."""
    answers = [(right, _answer(standing, right, at)) for right in queries.rights_of(services, rights)]
    held = [(right, answer) for right, answer in answers if isinstance(answer, Allowed)]
    if held:
        return Judged(tuple(right for right, _ in held), held[0][1].revision)
    no = [(right, answer) for right, answer in answers if isinstance(answer, Refused)]
    if not no:
        return Judged((), "", refused=Refused((Refusal(Reason.RIGHT_UNKNOWN),)))
    right, nearest = min(no, key=lambda pair: len(pair[1].reasons))
    return Judged((), nearest.revision, right, nearest)


def _answer(standing: Standing, right: str, at: datetime) -> Answer:
    return ask(Question(standing.user, right, standing.organisation, standing.context(at)))

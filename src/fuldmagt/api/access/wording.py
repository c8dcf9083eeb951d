"""What a refusal says to a service: made once in a minute for all who are refused alike.

A service that polls hears the same no again and again, and looking up the names in it takes far longer than
deciding. What is told rests on the revision of the answer; what a revision does not tell of, as that an
organisation changes its name, is heard a minute later.
"""

from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils import translation

from fuldmagt.decisions.decide import Refused
from fuldmagt.decisions.question import Context, Question
from fuldmagt.explanations import sentence
from fuldmagt.explanations.queries import Reader, names_of
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal

KEPT: Final = 10_000
Messages = tuple[str, ...]


def messages(question: Question, refused: Refused, *, language: str) -> Messages:
    """A sentence for each reason. Whom it is about is left out of the question: no service hears the name."""
    context = question.context
    return _made(
        refused.reasons,
        refused.level_needed,
        refused.revision,
        question.right,
        question.organisation,
        question.branch,
        context.at.replace(second=0, microsecond=0),
        context.now.replace(second=0, microsecond=0),
        context.assurance,
        context.means,
        language,
    )


@lru_cache(maxsize=KEPT)
def _made(
    reasons: tuple[Refusal, ...],
    level_needed: Level | None,
    revision: str,
    right: str,
    organisation: str | None,
    branch: str | None,
    at: datetime,
    now: datetime,
    assurance: Level | None,
    means: Means | None,
    language: str,
) -> Messages:
    question = Question("", right, organisation, Context(at, now, assurance, means), branch)
    names = names_of(question, Refused(reasons, level_needed), reader=Reader.SERVICE)
    with translation.override(language):
        return tuple(sentence(refusal, names=names) for refusal in reasons)


forget = _made.cache_clear

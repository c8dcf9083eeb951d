"""What a refusal says to a service: put in words once for all who are refused alike.

A service that polls hears the same no again and again. What is told rests on what the answer rests on, so
that whoever is told of the same revision is told the same.
"""

from typing import Final

from django.utils import translation

from fuldmagt.decisions.decide import Refused
from fuldmagt.decisions.question import Question
from fuldmagt.explanations import sentence
from fuldmagt.explanations.held import names_for_service
from fuldmagt.vocabulary.refusals import Reason

KEPT: Final = 10_000
BY_TIME: Final = frozenset({Reason.MEANS_NOT_ACCEPTED})
"""What is said of these follows from the time that is asked about, too."""
Messages = tuple[str, ...]
_kept: dict[object, Messages] = {}


def messages(question: Question, refused: Refused, *, language: str) -> Messages:
    """A sentence for each reason. Whom it is about is left out of the question: no service hears the name."""
    context = question.context
    told = (
        refused.reasons,
        refused.revision,
        question.right,
        question.organisation,
        question.branch,
        context.assurance,
        context.means,
        language,
    )
    made = _kept.get(told)
    if made is None:
        made = _made(question, refused, language)
        if refused.revision and not any(each.reason in BY_TIME for each in refused.reasons):
            _keep(told, made)
    return made


def _keep(told: object, made: Messages) -> None:
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[told] = made


def _made(question: Question, refused: Refused, language: str) -> Messages:
    names = names_for_service(question, refused)
    with translation.override(language):
        return tuple(sentence(refusal, names=names) for refusal in refused.reasons)


forget = _kept.clear

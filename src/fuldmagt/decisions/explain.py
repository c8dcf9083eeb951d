"""An answer as the AuthZEN interface writes it (interfaces, "Decisions over AuthZEN"). Pure.

The sentences come from outside: `message` gives each refusal its words, in the reader's language.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from fuldmagt.decisions.decide import Allowed, Answer, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.vocabulary.refusals import Refusal

Message = Callable[[Refusal], str]
Json = dict[str, object]


def explained(question: Question, answer: Answer, message: Message) -> Json:
    """`{"decision": ..., "context": {...}}`; a pre-check and a simulation say that they are one."""
    match answer:
        case Allowed():
            context = context_of_yes(answer)
        case Refused():
            context = context_of_no(answer, message)
    if question.context.precheck:
        context["precheck"] = True
    if question.context.simulation:
        context["simulation"] = True
    context["revision"] = answer.revision
    return {"decision": isinstance(answer, Allowed), "context": context}


def context_of_yes(allowed: Allowed) -> Json:
    return {
        "way": allowed.way.value,
        "evidence": [{"type": each.type, "id": each.id} for each in allowed.evidence],
        "right_held": allowed.right_held,
        "valid_until": allowed.valid_until and instant(allowed.valid_until),
    }


def context_of_no(refused: Refused, message: Message) -> Json:
    """Only what a service needs to help the person: not the nearest way, nor the person's other homes."""
    context: Json = {
        "reasons": [
            {
                "reason": refusal.reason.value,
                "about": refusal.about,
                "mended_by": refusal.mended_by.value,
                "remedy": refusal.remedy.value,
                "message": message(refusal),
            }
            for refusal in refused.reasons
        ]
    }
    if refused.level_needed is not None:
        context["acr_values"] = refused.level_needed.acr
    return context


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, to the second where it is whole."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")

"""What a no comes to once everything that the page asks for is done: said before anybody begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from fuldmagt import explanations
from fuldmagt.decisions.ask import outlook
from fuldmagt.decisions.decide import Allowed, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.supposing import Supposition
from fuldmagt.explanations.queries import names_of
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.why.evidence import lasts


@dataclass(frozen=True, slots=True)
class Ahead:
    """`behind` is to be done too, though it does not show yet; `left` is what nobody can do."""

    allowed: bool
    lasts: str
    behind: tuple[str, ...]
    left: tuple[str, ...]


def ahead(question: Question, refused: Refused, supposed: Iterable[Supposition]) -> Ahead | None:
    """None where there is nothing to do about any of the reasons: they say so themselves."""
    found = outlook(question, refused, frozenset(supposed))
    after = found.answer
    if isinstance(after, Allowed):
        return Ahead(True, lasts(after.valid_until), _said(question, found.behind), ())
    if set(after.reasons) == set(refused.reasons):
        return None
    return Ahead(False, "", _said(question, found.behind), _said(question, after.reasons))


def _said(question: Question, refusals: Iterable[Refusal]) -> tuple[str, ...]:
    refusals = tuple(refusals)
    names = names_of(question, Refused(refusals))
    told = (explanations.explained(each, names=names) for each in refusals)
    return tuple(f"{each.sentence} {each.remedy}" for each in told)

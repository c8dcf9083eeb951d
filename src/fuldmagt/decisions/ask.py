"""Asking the law about what the database holds. There is no other way to a decision.

Nothing is written here: a sign-in logs the questions that it asks, the door for services keeps its own log.
Pages, logins and services are answered from the same views. Who asks here is answered after a look at what
has changed, so that no answer is older than the question; only the fast door answers from what it holds.
"""

from collections.abc import Callable, Collection
from contextvars import ContextVar
from functools import cache
from typing import TypeVar

from django.conf import settings

from fuldmagt.audit.journal import has_changed_decisions
from fuldmagt.decisions import outlook as ahead
from fuldmagt.decisions.decide import Allowed, Answer, Refused, decide
from fuldmagt.decisions.engine import Engine
from fuldmagt.decisions.gather import gather
from fuldmagt.decisions.outlook import Outlook
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.searching import Searching
from fuldmagt.decisions.stock import Named
from fuldmagt.decisions.supposing import Supposition, suppose

Said = TypeVar("Said")
_missing: ContextVar[Collection[Named] | None] = ContextVar("what is known not to exist", default=None)


@cache
def engine() -> Engine:
    """What this process holds."""
    return Engine(settings.DECISION_RECORDS)


def fresh() -> Engine:
    """What this process holds, after a look at what has changed.

    Whoever has changed something and not finished sees it in an engine of their own, which nobody else does.
    """
    here = Engine(settings.DECISION_RECORDS) if has_changed_decisions() else engine()
    here.catch_up()
    return here


def at_hand(answer: Callable[[], Said], missing: Collection[Named] = ()) -> Said:
    """An answer from what the process holds alone; Absent where that is not enough (`Engine.complete`)."""
    token = _missing.set(missing)
    try:
        return answer()
    finally:
        _missing.reset(token)


def ask(question: Question) -> Answer:
    """The answer, and the revision of the records it was made from."""
    return asking()(question)


def asking(at_least: str = "") -> Callable[[Question], Answer]:
    """How to ask: for whoever has many questions at one moment.

    `at_least` is the revision of an earlier answer, about whatever: these rest on nothing older.
    """
    missing = _missing.get()
    if missing is not None:
        at_hand, known = engine().at_hand, missing
        return lambda question: at_hand(question, known, at_least)
    if has_changed_decisions():
        return lambda question: decide(question, gather(question))
    return lambda question: fresh().answer(question)


def supposing(question: Question, what: Collection[Supposition]) -> Answer:
    """What the answer would be, were it so: nothing is changed, and it is nobody's permission."""
    supposed = suppose(what, question, gather(question))
    return decide(supposed.question, supposed.facts)


def outlook(question: Question, refused: Refused, what: Collection[Supposition] = ()) -> Outlook:
    """What this no would come to, were everything done that can be done about it."""
    supposed = suppose(what, question, gather(question))
    return ahead.outlook(supposed.question, supposed.facts, refused)


def organisations(user: str, right: str, context: Context) -> tuple[str, ...]:
    """For which organisations may the user do the right? In the order of their references."""
    return Searching(fresh()).organisations(user, right, context)


def branches(user: str, right: str, context: Context) -> tuple[str, ...]:
    """For which branches may the user do the right?"""
    return Searching(fresh()).branches(user, right, context)


def rights(
    user: str, organisation: str | None, context: Context, *, branch: str | None = None
) -> tuple[str, ...]:
    """Which rights has the user for the organisation, or the branch, implied ones included?"""
    return Searching(fresh()).rights(user, organisation, context, branch=branch)


def users(
    right: str, organisation: str | None, context: Context, *, branch: str | None = None
) -> tuple[str, ...]:
    """Which users may do the right for the organisation, or the branch?"""
    return Searching(fresh()).users(right, organisation, context, branch=branch)


def everywhere(user: str, context: Context, rights: Collection[str] = ()) -> dict[str, dict[str, Allowed]]:
    """For each organisation that the user may act for: the rights, of these or of all, and by which way."""
    return Searching(fresh()).everywhere(user, context, rights)

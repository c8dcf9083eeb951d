"""One question or several, each judged by itself: AuthZEN Authorization API 1.0, sections 6 and 7.

What is the same for all the questions of a request is worked out once; sentences are made for a no alone.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from msgspec import UNSET, Struct

from fuldmagt.api.access import answers, languages, parsing, trace, wording
from fuldmagt.api.access.admission import beyond
from fuldmagt.api.access.answers import Decision, Decisions, Mark
from fuldmagt.api.access.denials import offered
from fuldmagt.api.access.messages import Answered, Asked, encoded, problem
from fuldmagt.api.access.parsing import (
    Action,
    Circumstances,
    Evaluation,
    Item,
    Many,
    Resource,
    Subject,
    Unreadable,
)
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed, Answer, Refused
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.stock import Absent, Named

STOPS_AT: Final = {"execute_all": None, "deny_on_first_deny": False, "permit_on_first_permit": True}
NUL: Final = "A name has a NUL in it."
ESCAPED_NUL: Final = b"\\u0000"  # JSON has no other


def evaluation(asked: Asked, caller: Caller) -> Answered:
    """One question, one answer: a *no* is an answer like a *yes*, both are 200."""
    return _one(parsing.evaluation(asked.body), asked, caller)


def evaluations(asked: Asked, caller: Caller) -> Answered:
    """Several questions, answered in their order, until the answer that the caller wants to stop at."""
    read = parsing.evaluations(asked.body)
    if not isinstance(read, Many):
        return _one(read, asked, caller)
    judge = Judge(asked, caller)
    defaults = read.defaults
    usual = judge.how(defaults.context or Circumstances())
    if isinstance(usual, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, usual.words)
    last = STOPS_AT[read.semantic]
    told, wanting = list[Decision](), list[Named]()
    for item in read.items:
        try:
            decision = judge.item(item, defaults, usual)
        except Absent as absent:  # what is wanting for all of them is fetched at once
            wanting += absent.named
            continue
        told.append(decision)
        if decision.decision is last:
            break
    if wanting:
        raise Absent(*wanting)
    context, action = defaults.context, defaults.action
    return encoded(
        Decisions(told),
        judge.headers,
        trace=trace.trace(context.traceparent if context else None, asked.traceparent),
        activity=trace.activity(action.properties) if action else "",
    )


def _one(read: Evaluation | Unreadable, asked: Asked, caller: Caller) -> Answered:
    if isinstance(read, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, read.words)
    judge = Judge(asked, caller)
    how = judge.how(read.context)
    if isinstance(how, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, how.words)
    if judge.may_have_nul and has_nul(read.subject.id, read.action.name, read.resource.id):
        return problem(HTTPStatus.BAD_REQUEST, NUL)
    if words := judge.beyond(read.action.name, how):
        return problem(HTTPStatus.FORBIDDEN, words)
    decision = judge.judged(read.subject, read.action, read.resource, how)
    return encoded(
        decision,
        judge.headers,
        trace=trace.trace(read.context.traceparent, asked.traceparent),
        activity=trace.activity(read.action.properties),
    )


def has_nul(*names: str) -> bool:
    """No name has one, and PostgreSQL takes none."""
    return "\x00" in "".join(names)


class How(Struct, frozen=True, gc=False):
    """What is the same for all questions with one context. `beyond` is why not, by right, as far as known."""

    context: Context
    ask: Callable[[Question], Answer]
    precheck: Mark
    simulation: Mark
    beyond: dict[str, str]


class Judge:
    """Answers the questions of one request of one caller."""

    def __init__(self, asked: Asked, caller: Caller) -> None:
        self.at = asked.at
        self.caller = caller
        self.language = languages.accepted(asked.accept_language)
        self.headers = (("Content-Language", self.language),)
        self.may_have_nul = ESCAPED_NUL in asked.body

    def how(self, written: Circumstances) -> How | Unreadable:
        read = parsing.circumstance(written, now=self.at)
        if isinstance(read, Unreadable):
            return read
        context = read.context
        return How(
            context, ask.asking(read.at_least), context.precheck or UNSET, context.simulation or UNSET, {}
        )

    def item(self, item: Item | Unreadable, defaults: Item, how: How) -> Decision:
        """One of several questions, and what is said for all. What is wrong with it is its own answer."""
        if isinstance(item, Unreadable):
            return answers.failed(HTTPStatus.BAD_REQUEST, item.words)
        subject = item.subject or defaults.subject
        action = item.action or defaults.action
        resource = item.resource or defaults.resource
        if not subject or not action or not resource:
            return answers.failed(HTTPStatus.BAD_REQUEST, "A question needs subject, action and resource.")
        if item.context:
            own = self.how(item.context)
            if isinstance(own, Unreadable):
                return answers.failed(HTTPStatus.BAD_REQUEST, own.words)
            how = own
        if self.may_have_nul and has_nul(subject.id, action.name, resource.id):
            return answers.failed(HTTPStatus.BAD_REQUEST, NUL)
        if words := self.beyond(action.name, how):
            return answers.failed(HTTPStatus.FORBIDDEN, words)
        return self.judged(subject, action, resource, how)

    def beyond(self, right: str, how: How) -> str:
        """Why the caller may not ask this; empty if it may."""
        known = how.beyond.get(right)
        if known is None:
            known = beyond(self.caller, right, simulation=how.simulation is True)
            how.beyond[right] = known
        return known

    def judged(self, subject: Subject, action: Action, resource: Resource, how: How) -> Decision:
        if resource.type == "branch":
            question = Question(subject.id, action.name, None, how.context, resource.id)
        else:
            question = Question(subject.id, action.name, resource.id, how.context)
        answer = how.ask(question)
        if isinstance(answer, Allowed):
            return answers.yes(answer, how.precheck, how.simulation)
        return self.refused(question, answer, how)

    def refused(self, question: Question, answer: Refused, how: How) -> Decision:
        """A no with its sentences, and the names in them that a service may see."""
        return answers.no(
            answer,
            wording.messages(question, answer, language=self.language),
            offer=offered(self.caller, question, answer, at=self.at, language=self.language),
            precheck=how.precheck,
            simulation=how.simulation,
        )

"""One question or several, each judged by itself: AuthZEN Authorization API 1.0, sections 6 and 7.

What is the same for all the questions of a request is worked out once; sentences are made for a no alone.
"""

from http import HTTPStatus
from typing import Final

from msgspec import UNSET

from fuldmagt.api.access import answers, languages, parsing, trace, wording
from fuldmagt.api.access.admission import beyond
from fuldmagt.api.access.answers import Decision, Decisions
from fuldmagt.api.access.denials import offered
from fuldmagt.api.access.messages import Answered, Asked, encoded, problem
from fuldmagt.api.access.parsing import (
    Action,
    Circumstance,
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
from fuldmagt.decisions.decide import Allowed, Refused
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.stock import Absent, Named

STOPS_AT: Final = {"execute_all": None, "deny_on_first_deny": False, "permit_on_first_permit": True}
NUL: Final = "A name has a NUL in it."


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
    usual = judge.circumstance(defaults.context or Circumstances())
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
    how = judge.circumstance(read.context)
    if isinstance(how, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, how.words)
    if has_nul(read.subject.id, read.action.name, read.resource.id):
        return problem(HTTPStatus.BAD_REQUEST, NUL)
    if words := beyond(caller, read.action.name, simulation=how.simulation):
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


class Judge:
    """Answers the questions of one request of one caller."""

    def __init__(self, asked: Asked, caller: Caller) -> None:
        self.at = asked.at
        self.caller = caller
        self.language = languages.accepted(asked.accept_language)
        self.headers = (("Content-Language", self.language),)
        self.known: dict[tuple[str, bool], str] = {}  # why not, by right and whether it is a simulation

    def circumstance(self, written: Circumstances) -> Circumstance | Unreadable:
        return parsing.circumstance(written, now=self.at)

    def item(self, item: Item | Unreadable, defaults: Item, how: Circumstance) -> Decision:
        """One of several questions, and what is said for all. What is wrong with it is its own answer."""
        if isinstance(item, Unreadable):
            return answers.failed(HTTPStatus.BAD_REQUEST, item.words)
        subject = item.subject or defaults.subject
        action = item.action or defaults.action
        resource = item.resource or defaults.resource
        if not subject or not action or not resource:
            return answers.failed(HTTPStatus.BAD_REQUEST, "A question needs subject, action and resource.")
        if item.context:
            own = self.circumstance(item.context)
            if isinstance(own, Unreadable):
                return answers.failed(HTTPStatus.BAD_REQUEST, own.words)
            how = own
        if "\x00" in subject.id or "\x00" in action.name or "\x00" in resource.id:
            return answers.failed(HTTPStatus.BAD_REQUEST, NUL)
        if words := self.beyond(action.name, how.simulation):
            return answers.failed(HTTPStatus.FORBIDDEN, words)
        return self.judged(subject, action, resource, how)

    def beyond(self, right: str, simulation: bool) -> str:
        known = self.known.get((right, simulation))
        if known is None:
            known = self.known[right, simulation] = beyond(self.caller, right, simulation=simulation)
        return known

    def judged(self, subject: Subject, action: Action, resource: Resource, how: Circumstance) -> Decision:
        is_branch = resource.type == "branch"
        question = Question(
            subject.id,
            action.name,
            None if is_branch else resource.id,
            how.context,
            resource.id if is_branch else None,
        )
        answer = ask.ask(question, at_least=how.at_least)
        if isinstance(answer, Allowed):
            return answers.yes(answer, how.precheck or UNSET, how.simulation or UNSET)
        return self.refused(question, answer, how)

    def refused(self, question: Question, answer: Refused, how: Circumstance) -> Decision:
        """A no with its sentences, and the names in them that a service may see."""
        return answers.no(
            answer,
            wording.messages(question, answer, language=self.language),
            offer=offered(self.caller, question, answer, at=self.at, language=self.language),
            precheck=how.precheck or UNSET,
            simulation=how.simulation or UNSET,
        )

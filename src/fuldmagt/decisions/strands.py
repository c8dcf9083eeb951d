"""Who may act for whom, strand by strand: each record of power with what the law says of it. Pure.

A strand is one right that somebody has by one record. A mandate or a grant is a strand too, of nobody
in particular. What ended long ago is left out by whoever asks (`old`).
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.decisions.between import against_grant, against_mandate
from fuldmagt.decisions.decide import Allowed, Answer, decide
from fuldmagt.decisions.facts import Assignment, Gathered, Grant, Record
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.standing import not_in_force
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Strand:
    """`user` is empty for a mandate or a grant itself. `against` is empty where it holds."""

    record: str
    user: str
    home: str
    organisation: str
    right: str
    against: tuple[Refusal, ...] = ()
    until: datetime | None = None

    @property
    def holds(self) -> bool:
        return not self.against


Old = Callable[[Record], bool]


def of_users(users: Collection[str], facts: Gathered, at: datetime, old: Old) -> Iterator[Strand]:
    """The strands of these users, one for each assignment; the law is asked about each."""
    grants = Grants(facts, at)
    for assignment in facts.assignments:
        user = facts.users.get(assignment.user)
        if assignment.user not in users or user is None or user.state is UserState.CLOSED or old(assignment):
            continue
        answer = _asked(assignment, user.organisation, facts, at, grants)
        yield Strand(
            record=assignment.id,
            user=assignment.user,
            home=user.organisation,
            organisation=assignment.organisation,
            right=assignment.right,
            against=() if isinstance(answer, Allowed) else answer.reasons,
            until=answer.valid_until if isinstance(answer, Allowed) else None,
        )


def _asked(assignment: Assignment, home: str, facts: Gathered, at: datetime, grants: "Grants") -> Answer:
    """What the assignment is good for: of several rights or places the first that holds, else its own no."""
    branch, context = min(assignment.branches, default=None), Context(at=at, now=at)

    def ask(right: str, place: str) -> Answer:
        return decide(Question(assignment.user, right, place, context, branch), facts)

    own = ask(assignment.right, assignment.organisation)
    if isinstance(own, Allowed):
        return own
    others = [(right, assignment.organisation) for right in _less(assignment, facts)]
    if assignment.organisation == home and not branch:
        others += grants.by(assignment.right, home)
    return next((answer for each in others if isinstance(answer := ask(*each), Allowed)), own)


def _less(assignment: Assignment, facts: Gathered) -> list[str]:
    """On a mandate that gives less than the right, what it gives."""
    mandate = facts.mandates.get(assignment.mandate or "")
    given = mandate.rights if mandate is not None else frozenset[str]()
    return sorted(each for each in given if facts.catalogue.covers(assignment.right, each))


class Grants:
    """An adviser's right at home may be good for its clients alone: one of them is enough to ask about."""

    def __init__(self, facts: Gathered, at: datetime) -> None:
        self.facts, self.at = facts, at
        self.known: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def by(self, right: str, home: str) -> list[tuple[str, str]]:
        """A right that a grant gives besides this one, and its giver; nothing where there is none."""
        if (right, home) not in self.known:
            found = (self._of(right, grant) for grant in self.facts.grants if grant.receiver == home)
            self.known[right, home] = min(([each] for each in found if each), default=[])
        return self.known[right, home]

    def _of(self, right: str, grant: Grant) -> tuple[str, str] | None:
        covers = self.facts.catalogue.covers
        less = right if covers(grant.right, right) else grant.right if covers(right, grant.right) else ""
        return (less, grant.giver) if less and not against_grant(self.facts, grant, self.at) else None


def of_agreements(home: str, facts: Gathered, at: datetime, old: Old) -> Iterator[Strand]:
    """The strands of the mandates and grants that the organisation has given and received."""
    for mandate in facts.mandates.values():
        if home in {mandate.giver, mandate.receiver} and not old(mandate):
            for right in sorted(mandate.rights):
                against = against_mandate(facts, mandate, right, at)
                yield _of_record(mandate, mandate.giver, mandate.receiver, right, against)
    for grant in facts.grants:
        if home in {grant.giver, grant.receiver} and not old(grant):
            yield _of_record(grant, grant.giver, grant.receiver, grant.right, against_grant(facts, grant, at))


def _of_record(record: Record, giver: str, receiver: str, right: str, against: tuple[Refusal, ...]) -> Strand:
    return Strand(record.id, "", receiver, giver, right, against, record.end)


def long_over(record: Record, since: datetime, at: datetime, lately_revoked: Collection[str]) -> bool:
    """Whether the record ended before `since`: by its period, or revoked then (those since are named)."""
    failing = not_in_force(record, at)
    if failing is None or record.start > at:
        return False
    end = record.end
    return (end is not None and end < since) or (record.state != "active" and record.id not in lately_revoked)

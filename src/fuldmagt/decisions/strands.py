"""Who may act for whom, strand by strand: each record of power with what the law says of it. Pure.

A strand is one right that somebody has by one record. A mandate or a grant is a strand too, of nobody
in particular. What ended long ago is left out by whoever asks (`old`).
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.decisions.between import against_grant, against_mandate
from fuldmagt.decisions.decide import Allowed, Answer, decide
from fuldmagt.decisions.facts import Assignment, Facts, Record
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


def of_users(users: Collection[str], facts: Facts, at: datetime, old: Old) -> Iterator[Strand]:
    """The strands of these users, one for each assignment; the law is asked about each."""
    for assignment in facts.assignments:
        user = facts.users.get(assignment.user)
        if assignment.user not in users or user is None or user.state is UserState.CLOSED or old(assignment):
            continue
        answer = _asked(assignment, user.organisation, facts, at)
        yield Strand(
            record=assignment.id,
            user=assignment.user,
            home=user.organisation,
            organisation=assignment.organisation,
            right=assignment.right,
            against=() if isinstance(answer, Allowed) else answer.reasons,
            until=answer.valid_until if isinstance(answer, Allowed) else None,
        )


def _asked(assignment: Assignment, home: str, facts: Facts, at: datetime) -> Answer:
    """What the assignment is good for: of several rights or places the first that holds, else its own no."""
    branch = min(assignment.branches, default=None)
    places = [assignment.organisation]
    if assignment.organisation == home and not branch:
        places += _by_grant(assignment.right, home, facts, at)
    first: Answer | None = None
    for place in places:
        for right in _rights(assignment, facts):
            context = Context(at=at, now=at)
            answer = decide(Question(assignment.user, right, place, context, branch), facts)
            if isinstance(answer, Allowed):
                return answer
            first = first or answer
    assert first is not None
    return first


def _rights(assignment: Assignment, facts: Facts) -> list[str]:
    """The right itself; on a mandate that gives less, the rights that it gives."""
    mandate = facts.mandates.get(assignment.mandate or "")
    given = mandate.rights if mandate is not None else ()
    less = sorted(each for each in given if facts.catalogue.covers(assignment.right, each))
    return list(dict.fromkeys([assignment.right, *less]))


def _by_grant(right: str, home: str, facts: Facts, at: datetime) -> list[str]:
    """An adviser's right at home may be good for its clients alone: one of them is enough to ask about."""
    for grant in sorted(facts.grants, key=lambda each: each.id):
        related = facts.catalogue.covers(right, grant.right) or facts.catalogue.covers(grant.right, right)
        if grant.receiver == home and related and not against_grant(facts, grant, at):
            return [grant.giver]
    return []


def of_agreements(home: str, facts: Facts, at: datetime, old: Old) -> Iterator[Strand]:
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
    return Strand(record.id, "", receiver, giver, right, against, record.period.end)


def long_over(record: Record, since: datetime, at: datetime, lately_revoked: Collection[str]) -> bool:
    """Whether the record ended before `since`: by its period, or revoked then (those since are named)."""
    failing = not_in_force(record, at)
    if failing is None or record.period.start > at:
        return False
    end = record.period.end
    return (end is not None and end < since) or (record.state != "active" and record.id not in lately_revoked)

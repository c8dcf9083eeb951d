"""The law: from a question and the facts to an answer. Start reading here. Pure.

Source: decision-semantics. Where it is silent the answer is *no*.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from fuldmagt.decisions.conditions import Case, case_of, other_means, unknown, unmet
from fuldmagt.decisions.facts import Assignment, Facts, Record
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.ways import Way, WayKind, longest, nearest, ways
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Evidence(Struct, frozen=True, gc=False):
    """A record that a yes rests on, or that the nearest way of a no is made of."""

    type: str
    id: str


class Allowed(Struct, frozen=True, gc=False):
    """Yes: by which way, on which records. `valid_until` is information, not a promise.

    `revision` names the state of the records that the answer was made from; `ask` fills it in.
    """

    way: WayKind
    evidence: tuple[Evidence, ...]
    right_held: str
    valid_until: datetime | None
    revision: str = ""


class Refused(Struct, frozen=True, gc=False):
    """No, and everything that stands in the way, in the order of mending.

    `level_needed` is told when the login's level was too low, so that the service can ask for more.
    `way` and `evidence` are the nearest way, for administrators; `records` are what it is made of, for
    whoever puts the reasons in words. `other_home` is where the person could log in instead: for the
    person's eyes alone, not the service's.
    """

    reasons: tuple[Refusal, ...]
    level_needed: Level | None = None
    way: WayKind | None = None
    evidence: tuple[Evidence, ...] = ()
    other_home: str | None = None
    revision: str = ""
    records: tuple[Record, ...] = ()
    limit: str = ""  # of an agent: the user for whom it works, whose reasons these are


Answer = Allowed | Refused


def decide(question: Question, facts: Facts) -> Answer:
    """Judge what must hold whatever the way, then the ways; one that holds is enough."""
    if not_known := unknown(question, facts):
        return Refused(not_known)
    case = case_of(question, facts)
    obstacles, candidates = unmet(case), ways(case)
    holding = [way for way in candidates if way.holds]
    if holding and not obstacles:
        return within_limits(question, case, allowed(case, longest(holding)))
    needed = Reason.ASSURANCE_TOO_LOW in {refusal.reason for refusal in obstacles}
    refused = refused_by_ways(question, case, candidates)
    return replace(
        refused,
        reasons=once(obstacles + list(refused.reasons)),
        level_needed=case.right.assurance if needed else None,
    )


def within_limits(question: Question, case: Case, answer: Allowed) -> Answer:
    """A yes to an agent stands as long as the person for whom it works may do the same (decision 0036)."""
    if case.user.works_for is None:
        return answer
    limit = decide(as_the_person(question, case.user.works_for), case.facts)
    if isinstance(limit, Refused):
        return replace(limit, limit=case.user.works_for)
    ends = [each for each in (answer.valid_until, limit.valid_until) if each]
    return replace(answer, valid_until=min(ends, default=None))


def as_the_person(question: Question, person: str) -> Question:
    """The same question about the person: how the agent showed itself is not how the person logs in."""
    return replace(question, user=person, context=replace(question.context, means=None))


def allowed(case: Case, way: Way) -> Allowed:
    return Allowed(
        way=way.kind,
        evidence=evidence(way),
        right_held=right_held(way),
        valid_until=min((end for end in (way.end, *ends_of_login(case)) if end), default=None),
    )


def evidence(way: Way) -> tuple[Evidence, ...]:
    return tuple(Evidence(link.kind.value, link.id) for link in way.evidence)


def right_held(way: Way) -> str:
    """The right of the user's own assignment, whatever the mandate or the grant would give besides."""
    assignment = way.links[-1].record
    assert isinstance(assignment, Assignment)
    return assignment.right


def ends_of_login(case: Case) -> Iterator[datetime | None]:
    """When the means, and where the home suspends the right to work, would end a yes."""
    means, ended = case.context.means, case.service.means_ended
    if means is not None:
        yield ended.get(means)
    if means is Means.PRIVATE_EID:
        others = [ended.get(each) for each in other_means(case)]
        yield None if None in others else max(end for end in others if end)
    if case.home.suspends_on_lapsed_right_to_work:
        yield case.user.right_to_work_until


def refused_by_ways(question: Question, case: Case, candidates: list[Way]) -> Refused:
    """The obstacles of the nearest way; none, where a way holds and only the conditions do not."""
    if not candidates:
        # Also where the service accepts grants, but not of a right that touches an exclusive set.
        unsupported = (Reason.CHAIN_NOT_SUPPORTED, Reason.GRANT_NOT_SUPPORTED)
        return Refused(tuple(Refusal(reason, case.service.id) for reason in unsupported))
    holding = [way for way in candidates if way.holds]
    if not holding and (other := other_home(question, case)):
        # The other organisation is not what it is about: the service need not know it.
        about = Refusal(Reason.GRANT_FOR_OTHER_ORGANISATION, case.organisation.id)
        return Refused((about,), other_home=other)
    way = longest(holding) if holding else nearest(candidates)
    records = tuple(link.record for link in way.links if link.record)
    return Refused(way.obstacles, way=way.kind, evidence=evidence(way), records=records)


def other_home(question: Question, case: Case) -> str | None:
    """Where the person could act as another user, while no mandate or grant to this home covers the right.

    "Neither a mandate nor a grant that covers R" is asked where one of them would be the way: not
    of a user at home. It counts records of any state, and of ways that the service does not accept.
    """
    facts, giver, home = case.facts, case.organisation.id, case.home.id
    rights = {right for mandate in facts.mandates_between(giver, home) for right in mandate.rights}
    rights |= {grant.right for grant in facts.grants_between(giver, home)}
    if case.at_home or any(facts.catalogue.covers(right, case.right.id) for right in rights):
        return None
    others = sorted(
        (user for user in facts.users_of(case.user) if user.organisation != home), key=lambda user: user.id
    )
    return next(
        (user.organisation for user in others if is_allowed(case_of(replace(question, user=user.id), facts))),
        None,
    )


def is_allowed(case: Case) -> bool:
    holds = not unmet(case) and any(way.holds for way in ways(case))
    return holds and (case.user.works_for is None or person_is_allowed(case, case.user.works_for))


def person_is_allowed(case: Case, person: str) -> bool:
    """Whether the person for whom an agent works may do the same; nobody who is not known may."""
    user = case.facts.users.get(person)
    if user is None:
        return False
    home, context = case.facts.organisations[user.organisation], replace(case.context, means=None)
    return is_allowed(replace(case, user=user, home=home, context=context))


def once(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """The same reason about the same thing is given once, where it first stood."""
    first: dict[tuple[Reason, str], Refusal] = {}
    for refusal in refusals:
        first.setdefault((refusal.reason, refusal.about), refusal)
    return tuple(first.values())

"""What is told of a mandate or a grant by itself agrees with the law on random worlds."""

from datetime import datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.decisions.between import against_grant, against_mandate
from fuldmagt.decisions.decide import Allowed, decide
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.strands import Strand, of_agreements, of_users
from tests.decisions.translated import facts_of
from tests.decisions.worlds import DAYS, a_world, day

pytestmark = pytest.mark.requirement("X2")

WORLDS = st.integers(0, 10**6).map(lambda seed: facts_of(a_world(Random(seed))))
MOMENTS = st.integers(0, DAYS).map(day)


def answers(facts: Gathered, at: datetime) -> list[tuple[str, str, Allowed]]:
    """Every yes of this world to a question about another organisation than the user's own."""
    context = Context(at=at, now=at)
    return [
        (right, place, answer)
        for user in facts.users.values()
        for right in facts.rights
        for place in facts.organisations
        if place != user.organisation
        and isinstance(answer := decide(Question(user.id, right, place, context), facts), Allowed)
    ]


@given(WORLDS, MOMENTS)
def test_what_a_yes_rests_on_has_nothing_against_it(facts: Gathered, at: datetime) -> None:
    grants = {each.id: each for each in facts.grants}
    for right, _place, answer in answers(facts, at):
        record = answer.evidence[0]
        if record.type == "grant":
            held = grants[record.id]
            if facts.open_to_organisation(held.right, held.giver) and facts.rights[held.right].offered:
                assert against_grant(facts, held, at) == ()
            continue
        mandate = facts.mandates[record.id]
        covering = [each for each in mandate.rights if facts.catalogue.covers(each, right)]
        offered = [each for each in covering if facts.rights[each].offered]
        against = [against_mandate(facts, mandate, each, at) for each in offered]
        assert () in against or not offered


@given(WORLDS, MOMENTS)
def test_what_has_something_against_it_gives_nobody_its_right(facts: Gathered, at: datetime) -> None:
    """The other way round: nobody has by a record what is told not to hold."""
    yes = {(right, place, answer.evidence[0].id) for right, place, answer in answers(facts, at)}
    for mandate in facts.mandates.values():
        for right in mandate.rights:
            against = against_mandate(facts, mandate, right, at)
            assert (
                not against
                or (right, mandate.giver, mandate.id) not in yes
                or _by_another(facts, mandate.id, right)
            )
    for grant in facts.grants:
        if against_grant(facts, grant, at):
            assert (grant.right, grant.giver, grant.id) not in yes


def _by_another(facts: Gathered, mandate: str, right: str) -> bool:
    """Another right of the same mandate covers it too, and may be open where this one is not."""
    others = facts.mandates[mandate].rights - {right}
    return any(facts.catalogue.covers(each, right) for each in others)


@given(WORLDS, MOMENTS)
def test_every_record_is_one_strand_and_holds_where_the_law_says_yes(facts: Gathered, at: datetime) -> None:
    strands = list(of_users(set(facts.users), facts, at, lambda _record: False))
    alive = {each.id for each in facts.users.values() if each.state != "closed"}
    expected = sorted(each.id for each in facts.assignments if each.user in alive)
    assert sorted(each.record for each in strands) == expected
    holding: list[Strand] = [each for each in strands if each.holds]
    context = Context(at=at, now=at)
    for each in holding:
        branch = next(a for a in facts.assignments if a.id == each.record).branches
        places = [each.organisation, *facts.organisations]
        assert any(
            isinstance(
                decide(Question(each.user, right, place, context, min(branch, default=None)), facts), Allowed
            )
            for place in places
            for right in facts.catalogue.all_covered(each.right)
        )


@given(WORLDS, MOMENTS)
def test_an_organisation_is_told_of_its_own_agreements_alone(facts: Gathered, at: datetime) -> None:
    ends = {each.id: {each.giver, each.receiver} for each in (*facts.mandates.values(), *facts.grants)}
    for home in facts.organisations:
        for strand in of_agreements(home, facts, at, lambda _record: False):
            assert home in ends[strand.record]

"""For which organisations, branches, rights and users would the answer be yes? Pure.

Source: decision-semantics, "Searches": exactly what asking every candidate one by one would give.
Each search asks only those whom some record could give a way; whoever has no record has no way.
Ids come in order; `after` goes on behind an id, so that what stays allowed is neither missed nor doubled.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from fuldmagt.decisions.conditions import case_of, unknown
from fuldmagt.decisions.decide import is_allowed
from fuldmagt.decisions.facts import Facts, Gathered
from fuldmagt.decisions.question import Context, Question

Judge = Callable[[Question], bool]
"""Who says whether the answer is yes, where it is not the law on the same facts."""


def organisations(
    user: str, right: str, context: Context, facts: Facts, *, judge: Judge | None = None
) -> Iterator[str]:
    """For which organisations may the user do the right?"""
    judge = judge or partial(may, facts=facts)
    for organisation in sorted(within_reach(user, facts)):
        if judge(Question(user, right, organisation, context)):
            yield organisation


def branches(
    user: str, right: str, context: Context, facts: Facts, *, judge: Judge | None = None
) -> Iterator[str]:
    """For which branches may the user do the right?"""
    judge = judge or partial(may, facts=facts)
    reached = (facts.organisations[each].branches for each in within_reach(user, facts))
    for branch in sorted(frozenset[str]().union(*reached)):
        if judge(Question(user, right, None, context, branch)):
            yield branch


def rights(
    user: str,
    organisation: str | None,
    context: Context,
    facts: Facts,
    *,
    branch: str | None = None,
    judge: Judge | None = None,
) -> Iterator[str]:
    """Which rights has the user for the organisation, implied ones included?"""
    if user not in facts.users:
        return
    owner = organisation or facts.organisation_of(branch or "") or ""
    home, judge = facts.users[user].organisation, judge or partial(may, facts=facts)
    held = {each.right for place in {owner, home} for each in facts.assignments_of(user, place)}
    for right in sorted(frozenset[str]().union(*map(facts.catalogue.all_covered, held))):
        if judge(Question(user, right, organisation, context, branch)):
            yield right


def users(
    right: str, organisation: str | None, context: Context, facts: Gathered, *, branch: str | None = None
) -> Iterator[str]:
    """Which users may do the right for the organisation?"""
    owner = organisation or facts.organisation_of(branch or "") or ""
    homes = {owner, *facts.receivers_of_grants(owner)}
    holders = {user for place in homes for user in facts.users_assigned_for(place)}
    for user in sorted(holders):
        if may(Question(user, right, organisation, context, branch), facts):
            yield user


def page(found: Iterable[str], *, size: int, after: str = "") -> tuple[str, ...]:
    """The next ids behind `after`, at most `size`."""
    return tuple(islice((each for each in found if each > after), size))


def may(question: Question, facts: Facts) -> bool:
    return not unknown(question, facts) and is_allowed(case_of(question, facts))


def within_reach(user: str, facts: Facts) -> set[str]:
    """The organisations for which the user has an assignment, or the home a grant."""
    if user not in facts.users:
        return set()
    home = facts.users[user].organisation
    return {*facts.organisations_assigned_to(user), *facts.givers_of_grants(home)}

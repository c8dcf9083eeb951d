"""What a no would come to, were everything done that its reasons ask for. Pure.

Of each reason that people can mend the mending is supposed, and the same law asked again; what then
still stands in the way, because it was hidden behind the first, is told too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from msgspec.structs import replace as but

from fuldmagt.decisions import facts as law
from fuldmagt.decisions.conditions import case_of, other_means
from fuldmagt.decisions.decide import Answer, Refused, decide, is_allowed
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.supposing import (
    Supposed,
    activate,
    from_now,
    give,
    give_grant,
    give_mandate,
    recognise,
)
from fuldmagt.mandates.rules import RecordState
from fuldmagt.vocabulary.refusals import Reason, Refusal

ROUNDS: Final = 4
"""How often what was mended may show something behind it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a no would come to: `behind` are reasons that show once the first are mended."""

    behind: tuple[Refusal, ...]
    answer: Answer


Mending = Callable[[Supposed, str], Supposed | None]


def outlook(question: Question, facts: Gathered, refused: Refused) -> Outlook:
    """Suppose that everything that can be mended is; what is refused then is mended likewise."""
    known, supposed, answer = set(refused.reasons), Supposed(question, facts), refused
    behind: list[Refusal] = []
    for _ in range(ROUNDS):
        if answer.limit:
            break  # what is to be mended is the employee's, about whom one asks by name
        before = supposed
        for refusal in answer.reasons:
            supposed = mended(refusal, supposed, other_home=answer.other_home) or supposed
        after = decide(supposed.question, supposed.facts)
        if not isinstance(after, Refused):
            return Outlook(tuple(behind), after)
        new = [each for each in after.reasons if each not in known]
        behind += [each for each in new if mended(each, supposed, other_home=after.other_home)]
        if supposed is before or not new:
            return Outlook(tuple(behind), after)
        known.update(new)
        answer = after
    return Outlook(tuple(behind), answer)


def mended(refusal: Refusal, supposed: Supposed, *, other_home: str | None = None) -> Supposed | None:
    """The world after somebody has done what mends it; None for what nobody mends by a deed here."""
    if refusal.reason is Reason.GRANT_FOR_OTHER_ORGANISATION:
        return _as_other_user(supposed, other_home)
    mending = MENDING.get(refusal.reason)
    return mending(supposed, refusal.about) if mending else None


def _repair_mandate(supposed: Supposed, about: str) -> Supposed | None:
    """It holds now and covers the right: changed or renewed. One that was ended is given anew.

    With it ended, for good, the assignments that hung on it ("Chain mandate").
    """
    facts, case = supposed.facts, supposed.case
    mandate = facts.mandates.get(about)
    if mandate is None or mandate.state is not RecordState.ACTIVE:
        standing = tuple(each for each in facts.assignments if each.mandate != about)
        others = {ref: each for ref, each in facts.mandates.items() if ref != about}
        return give_mandate(supposed.but(assignments=standing, mandates=others))
    whole = but(
        mandate, start=from_now(supposed), end=None, accepted=True, rights=mandate.rights | {case.right.id}
    )
    return supposed.but(mandates={**facts.mandates, about: whole})


def _accept(supposed: Supposed, about: str) -> Supposed | None:
    mandates = supposed.facts.mandates
    return supposed.but(mandates={**mandates, about: but(mandates[about], accepted=True)})


def _confirm(supposed: Supposed, about: str) -> Supposed | None:
    grants = (but(each, confirmed=True) if each.id == about else each for each in supposed.facts.grants)
    return supposed.but(grants=tuple(grants))


def _cover_branch(supposed: Supposed, about: str) -> Supposed | None:
    rows = supposed.facts.assignments
    whole = (but(each, branches=frozenset[str]()) if each.id == about else each for each in rows)
    return supposed.but(assignments=tuple(whole))


def _give_up_others(supposed: Supposed, about: str) -> Supposed | None:
    """What the person holds beside the assignment and cannot, is taken away."""
    facts, case = supposed.facts, supposed.case
    kept = next((each for each in facts.assignments if each.id == about), None)
    if kept is None:
        return None  # it ended with its mandate
    selves = {each.id for each in facts.users_of(case.user)}
    touched = facts.catalogue.touched(kept.right)

    def goes(each: law.Assignment) -> bool:
        theirs = each.user in selves and each.organisation == kept.organisation and each.id != about
        reached = facts.catalogue.all_covered(each.right)
        own = facts.catalogue.all_covered(kept.right)
        return theirs and any(reached & members - own for members in touched)

    return supposed.but(assignments=tuple(each for each in facts.assignments if not goes(each)))


def _reach_level(supposed: Supposed, about: str) -> Supposed | None:
    context = but(supposed.question.context, assurance=supposed.case.right.assurance)
    return replace(supposed, question=but(supposed.question, context=context))


def _use_other_means(supposed: Supposed, about: str) -> Supposed | None:
    """By one that the service accepts and the user has; None where there is none."""
    means = min(other_means(supposed.case), default=None)
    if means is None:
        return None
    context = but(supposed.question.context, means=means)
    return replace(supposed, question=but(supposed.question, context=context))


def _may_work(supposed: Supposed, about: str) -> Supposed | None:
    user = but(supposed.case.user, right_to_work_until=None)
    return supposed.but(users={**supposed.facts.users, user.id: user})


def _add_customer(supposed: Supposed, about: str) -> Supposed | None:
    service = supposed.case.service
    with_it = but(service, customers=(service.customers or frozenset()) | {about})
    return supposed.but(services={**supposed.facts.services, service.id: with_it})


def _as_other_user(supposed: Supposed, home: str | None) -> Supposed | None:
    """The person logs in as their user with the other home."""
    for user in sorted(supposed.facts.users_of(supposed.case.user), key=lambda each: each.id):
        question = but(supposed.question, user=user.id)
        if user.organisation == home and is_allowed(case_of(question, supposed.facts)):
            return replace(supposed, question=question)
    return None


def _whatever(deed: Callable[[Supposed], Supposed]) -> Mending:
    return lambda supposed, about: deed(supposed)


R = Reason
MENDING: Final[Mapping[Reason, Mending]] = {
    **dict.fromkeys((R.USER_NOT_ACTIVATED, R.USER_SUSPENDED, R.USER_LOCKED), _whatever(activate)),
    R.ASSURANCE_TOO_LOW: _reach_level,
    **dict.fromkeys((R.MEANS_NOT_ACCEPTED, R.PRIVATE_EID_NOT_ALLOWED), _use_other_means),
    R.RIGHT_TO_WORK_LAPSED: _may_work,
    R.ORGANISATION_NOT_CUSTOMER: _add_customer,
    R.CHAIN_NOT_ACCEPTED: _accept,
    **dict.fromkeys(
        (R.CHAIN_MISSING, R.CHAIN_REVOKED, R.CHAIN_EXPIRED, R.CHAIN_NOT_YET_VALID, R.CHAIN_WEAKER_RIGHT_ONLY),
        _repair_mandate,
    ),
    R.GRANT_NOT_CONFIRMED: _confirm,
    **dict.fromkeys(
        (R.GRANT_MISSING, R.GRANT_REVOKED, R.GRANT_EXPIRED, R.GRANT_NOT_YET_VALID, R.GRANT_WEAKER_RIGHT_ONLY),
        _whatever(give_grant),
    ),
    R.ADVISER_NOT_RECOGNISED: _whatever(recognise),
    **dict.fromkeys(
        (R.NO_AUTHORISATION, R.REVOKED, R.EXPIRED, R.NOT_YET_VALID, R.WEAKER_RIGHT_ONLY), _whatever(give)
    ),
    R.BRANCH_NOT_COVERED: _cover_branch,
    R.RIGHTS_CONFLICT: _give_up_others,
}
"""What is supposed to be done about a reason. What is missing here nobody mends for this very question: a
right that is not open, a closed user or organisation, a way that the service does not know."""

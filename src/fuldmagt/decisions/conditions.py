"""What must hold whatever the way: rules 1 to 7 of decision-semantics, in their order. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from fuldmagt.decisions.facts import Facts, Organisation, Right, Service, User
from fuldmagt.decisions.question import Context, Question
from fuldmagt.organisations.rules import BEFORE_ACTIVE, OrganisationState, UserState
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Mender, Reason, Refusal

Refusals = Iterator[Refusal]


class Case(Struct, frozen=True):
    """A question whose every part is known."""

    facts: Facts
    context: Context
    user: User
    right: Right
    service: Service
    home: Organisation
    organisation: Organisation
    branch: str | None

    @property
    def at_home(self) -> bool:
        return self.home.id == self.organisation.id


def unknown(question: Question, facts: Facts) -> tuple[Refusal, ...]:
    """Every identifier that is not known. Of a branch named alone, the branch is."""
    found = []
    if question.user not in facts.users:
        found.append(Refusal(Reason.USER_UNKNOWN, question.user))
    if question.right not in facts.rights or not facts.rights[question.right].offered:
        found.append(Refusal(Reason.RIGHT_UNKNOWN, question.right))
    if question.organisation is not None and question.organisation not in facts.organisations:
        found.append(Refusal(Reason.ORGANISATION_UNKNOWN, question.organisation))
    elif question.branch is not None:
        owner = facts.organisation_of(question.branch)
        if owner is None or question.organisation not in {None, owner}:
            found.append(Refusal(Reason.BRANCH_UNKNOWN, question.branch))
    return tuple(found)


def case_of(question: Question, facts: Facts) -> Case:
    """The records that the question names; only for a question of which nothing is unknown."""
    user, right = facts.users[question.user], facts.rights[question.right]
    organisation = question.organisation or facts.organisation_of(question.branch or "")
    assert organisation is not None
    return Case(
        facts=facts,
        context=question.context,
        user=user,
        right=right,
        service=facts.services[right.service],
        home=facts.organisations[user.organisation],
        organisation=facts.organisations[organisation],
        branch=question.branch,
    )


NOT_ACTIVE: Final[Mapping[UserState, Reason]] = {
    **dict.fromkeys(BEFORE_ACTIVE, Reason.USER_NOT_ACTIVATED),
    UserState.SUSPENDED: Reason.USER_SUSPENDED,
    UserState.LOCKED: Reason.USER_LOCKED,
    UserState.CLOSED: Reason.USER_CLOSED,
}


def user_is_active(case: Case) -> Refusals:
    """Rule 1."""
    if case.user.state is not UserState.ACTIVE:
        yield Refusal(NOT_ACTIVE[case.user.state], case.user.id)


def organisations_are_open(case: Case) -> Refusals:
    """Rule 2. A home must be active: a represented organisation has no users that could act."""
    if case.home.state is not OrganisationState.ACTIVE:
        yield Refusal(Reason.ORGANISATION_CLOSED, case.home.id, Mender.ORGANISATION_ADMINISTRATOR)
    if not case.at_home and case.organisation.state is OrganisationState.CLOSED:
        yield Refusal(Reason.ORGANISATION_CLOSED, case.organisation.id, Mender.OPERATOR)


def level_is_enough(case: Case) -> Refusals:
    """Rule 3. A login whose level is not told has none."""
    level = case.context.assurance
    if not case.context.precheck and (level is None or level < case.right.assurance):
        yield Refusal(Reason.ASSURANCE_TOO_LOW, case.right.id)


def means_is_accepted(case: Case) -> Refusals:
    """Rule 4."""
    means = case.context.means
    if means is None:
        return
    if not case.service.accepts(means, case.context.at) or means not in case.user.means:
        yield Refusal(Reason.MEANS_NOT_ACCEPTED, means.value)
    elif means is Means.PRIVATE_EID and (
        case.service.data_class is not DataClass.ORDINARY or not other_means(case)
    ):
        yield Refusal(Reason.PRIVATE_EID_NOT_ALLOWED, means.value)


def other_means(case: Case) -> frozenset[Means]:
    """The means besides the private eID that the service accepts then and that are open to this very user."""
    others = case.user.means - {Means.PRIVATE_EID}
    return frozenset(each for each in others if case.service.accepts(each, case.context.at))


def right_to_work_runs(case: Case) -> Refusals:
    """Rule 5."""
    until = case.user.right_to_work_until
    if case.home.suspends_on_lapsed_right_to_work and until is not None and case.context.at >= until:
        yield Refusal(Reason.RIGHT_TO_WORK_LAPSED, case.user.id)


def right_is_open(case: Case) -> Refusals:
    """Rule 6."""
    if not case.facts.is_open(case.right.id, user=case.user, organisation=case.organisation.id):
        yield Refusal(Reason.NOT_ELIGIBLE, case.right.id)


def organisation_is_customer(case: Case) -> Refusals:
    """Rule 7."""
    customers = case.service.customers
    if customers is not None and case.organisation.id not in customers:
        yield Refusal(Reason.ORGANISATION_NOT_CUSTOMER, case.organisation.id)


CONDITIONS: Final[tuple[Callable[[Case], Refusals], ...]] = (
    user_is_active,
    organisations_are_open,
    level_is_enough,
    means_is_accepted,
    right_to_work_runs,
    right_is_open,
    organisation_is_customer,
)


def unmet(case: Case) -> list[Refusal]:
    """The obstacles of rules 1 to 7 in their order."""
    return [refusal for condition in CONDITIONS for refusal in condition(case)]

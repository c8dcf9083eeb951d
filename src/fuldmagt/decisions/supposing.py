"""What if? Facts that somebody supposes to be otherwise, for the same law to be asked again. Pure.

Nothing here decides: facts are altered, and `decide` judges them as it judges any (design, habit 6).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec.structs import replace as but

from fuldmagt.decisions import facts as law
from fuldmagt.decisions.conditions import Case, case_of, unknown
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import UserState

SUPPOSED: Final = "supposed"
"""How the ids of records begin that are only supposed."""


class Supposition(StrEnum):
    """What can be supposed besides another time, means or level, which the question names itself."""

    RIGHT = "right"  # the user is given the right: for the organisation, or at home where a grant needs that
    MANDATE = "mandate"  # the organisation gives the user's home a mandate for it, and it is accepted
    GRANT = "grant"  # the organisation gives access in the service's portal, and confirms it
    RECOGNITION = "recognition"  # the provider recognises the user's home as adviser
    ACTIVE = "active"  # the user is active


@dataclass(frozen=True, slots=True)
class Supposed:
    """A question and the facts it is asked about, either of them altered."""

    question: Question
    facts: Gathered

    @property
    def case(self) -> Case:
        return case_of(self.question, self.facts)

    def but(self, **altered: object) -> "Supposed":
        return replace(self, facts=replace(self.facts, **altered))  # type: ignore[arg-type]  # fields of Gathered


def suppose(what: Iterable[Supposition], question: Question, facts: Gathered) -> Supposed:
    """All of it at once; a right is given last, so that it can hang on a mandate that is supposed too."""
    supposed, wanted = Supposed(question, facts), set(what)
    if unknown(question, facts):
        return supposed
    for each in (*[one for one in Supposition if one is not Supposition.RIGHT], Supposition.RIGHT):
        if each in wanted:
            supposed = SUPPOSING[each](supposed)
    return supposed


def from_now(supposed: Supposed) -> datetime:
    return supposed.question.context.at


def give(supposed: Supposed) -> Supposed:
    """The right for the organisation; elsewhere on each mandate that covers it, and at home for a grant."""
    case, facts = supposed.case, supposed.facts
    organisation = case.organisation.id
    places: list[tuple[str, str | None]] = [(organisation, None)]
    if not case.at_home:
        between = facts.mandates_between(organisation, case.home.id)
        covering = (
            each for each in between if any(facts.catalogue.covers(own, case.right.id) for own in each.rights)
        )
        places = [(organisation, each.id) for each in covering]
        if case.service.accepts_grants:
            places.append((case.home.id, None))
    given = [
        law.Assignment(
            id=f"{SUPPOSED}-assignment-{number}",
            state=RecordState.ACTIVE,
            start=from_now(supposed),
            end=None,
            revoked_at=None,
            user=case.user.id,
            right=case.right.id,
            organisation=place,
            mandate=mandate,
        )
        for number, (place, mandate) in enumerate(places, len(facts.assignments))
    ]
    return supposed.but(assignments=(*facts.assignments, *given))


def give_mandate(supposed: Supposed) -> Supposed:
    case = supposed.case
    if case.at_home:
        return supposed
    mandate = law.Mandate(
        id=f"{SUPPOSED}-mandate",
        state=RecordState.ACTIVE,
        start=from_now(supposed),
        end=None,
        revoked_at=None,
        giver=case.organisation.id,
        receiver=case.home.id,
        rights=frozenset({case.right.id}),
        accepted=True,
    )
    return supposed.but(mandates={**supposed.facts.mandates, mandate.id: mandate})


def give_grant(supposed: Supposed) -> Supposed:
    case = supposed.case
    if case.at_home or not supposed.facts.catalogue.grantable(case.right.id):
        return supposed
    grant = law.Grant(
        id=f"{SUPPOSED}-grant",
        state=RecordState.ACTIVE,
        start=from_now(supposed),
        end=None,
        revoked_at=None,
        giver=case.organisation.id,
        receiver=case.home.id,
        right=case.right.id,
        confirmed=True,
    )
    return supposed.but(grants=(*supposed.facts.grants, grant))


def recognise(supposed: Supposed) -> Supposed:
    case = supposed.case
    recognition = law.Recognition(
        id=f"{SUPPOSED}-recognition",
        state=RecordState.ACTIVE,
        start=from_now(supposed),
        end=None,
        revoked_at=None,
        provider=case.service.provider,
        organisation=case.home.id,
    )
    return supposed.but(recognitions=(*supposed.facts.recognitions, recognition))


def activate(supposed: Supposed) -> Supposed:
    user = but(supposed.case.user, state=UserState.ACTIVE)
    return supposed.but(users={**supposed.facts.users, user.id: user})


SUPPOSING: Final[Mapping[Supposition, Callable[[Supposed], Supposed]]] = {
    Supposition.RIGHT: give,
    Supposition.MANDATE: give_mandate,
    Supposition.GRANT: give_grant,
    Supposition.RECOGNITION: recognise,
    Supposition.ACTIVE: activate,
}

"""For whom the person who has logged in may act, in the services that are wanted."""

from collections.abc import Mapping
from datetime import datetime

from fuldmagt.authenticators.sharing.queries import others_served
from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.sign_in import queries
from fuldmagt.sign_in.judgement import Standing
from fuldmagt.sign_in.models import SignIn
from fuldmagt.sign_in.queries import Choice


def references(sign_in: SignIn, *, at: datetime) -> dict[str, list[str]]:
    """Each organisation for which at least one of the rights wanted holds, with those rights."""
    assert sign_in.user is not None
    if sign_in.demand.own:
        return {sign_in.user.organisation.ref: []}
    return {organisation: list(held) for organisation, held in _held(sign_in, at).items()}


def _held(sign_in: SignIn, at: datetime, other: BusinessUser | None = None) -> dict[str, dict[str, Allowed]]:
    """What is held where, of the places wanted. Each right wanted is judged, and none where none is."""
    user, demand = other or sign_in.user, sign_in.demand
    assert user is not None
    context = Standing(user.ref, "", sign_in.level_reached, sign_in.means_used).context(at)
    wanted = queries.rights_of(demand.services, demand.rights)
    found = ask.everywhere(user.ref, context, wanted) if wanted else {}
    named = demand.organisation
    return {place: held for place, held in found.items() if named in ("", place)}


def users(sign_in: SignIn, *, at: datetime) -> list[BusinessUser]:
    """As whom the person may go on, where the means that was shown serves several of their users (B14).

    The one who has been identified is first; of the others, those who hold a right that is wanted. Nobody
    is asked where there is but one, or once it has been chosen.
    """
    if sign_in.user is None or sign_in.user_chosen:
        return []
    others = others_served(sign_in.user, sign_in.authenticator)
    held = [each for each in others if sign_in.demand.own or _held(sign_in, at, each)]
    return [sign_in.user, *held] if held else []


def the_only_one(sign_in: SignIn, *, at: datetime) -> str | None:
    """The organisation when there is nothing to choose: the one named, the only one, or home.

    The person then reads why home is not possible either.
    """
    assert sign_in.user is not None
    if sign_in.demand.organisation:
        return sign_in.demand.organisation
    found = list(references(sign_in, at=at))
    if len(found) > 1:
        return None
    return found[0] if found else sign_in.user.organisation.ref


def offered(sign_in: SignIn, *, at: datetime) -> list[Choice]:
    """What the person chooses from, by name; home first."""
    assert sign_in.user is not None
    found, home = _held(sign_in, at), sign_in.user.organisation.ref
    named = Organisation.objects.in_bulk(list(found), field_name="ref")
    choices = [_choice(named[ref], held) for ref, held in found.items()]
    return sorted(
        choices, key=lambda each: (each.organisation.ref != home, each.organisation.name.casefold())
    )


def _choice(organisation: Organisation, held: Mapping[str, Allowed]) -> Choice:
    """With the way of the first right, and the end of the one that lasts longest."""
    answers = list(held.values())
    ends = [answer.valid_until for answer in answers]
    until = None if None in ends else max(end for end in ends if end)
    return Choice(organisation, tuple(held), answers[0].way.value, until)

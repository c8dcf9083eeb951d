"""For whom the person who has logged in may act, in the services that are wanted."""

from collections import defaultdict
from datetime import datetime

from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Question
from fuldmagt.organisations.models import Organisation
from fuldmagt.sign_in import queries
from fuldmagt.sign_in.judgement import Standing
from fuldmagt.sign_in.models import SignIn
from fuldmagt.sign_in.queries import Choice


def references(sign_in: SignIn, *, at: datetime) -> dict[str, list[str]]:
    """Each organisation for which at least one of the rights wanted holds, with those rights."""
    user, demand = sign_in.user, sign_in.demand
    assert user is not None
    if demand.own:
        return {user.organisation.ref: []}
    context = Standing(user.ref, "", sign_in.level_reached, sign_in.means_used).context(at)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for right in queries.rights_of(demand.services, demand.rights):
        for organisation in ask.organisations(user.ref, right, context):
            found[organisation].append(right)
    return dict(found)


def the_only_one(sign_in: SignIn, *, at: datetime) -> str | None:
    """The organisation when there is nothing to choose: the only one, or home where there is none.

    The person then reads why home is not possible either.
    """
    assert sign_in.user is not None
    found = list(references(sign_in, at=at))
    if len(found) > 1:
        return None
    return found[0] if found else sign_in.user.organisation.ref


def offered(sign_in: SignIn, *, at: datetime) -> list[Choice]:
    """What the person chooses from, by name; home first."""
    assert sign_in.user is not None
    found, home = references(sign_in, at=at), sign_in.user.organisation.ref
    named = Organisation.objects.in_bulk(list(found), field_name="ref")
    choices = [_choice(sign_in, named[ref], tuple(rights), at) for ref, rights in found.items()]
    return sorted(
        choices, key=lambda each: (each.organisation.ref != home, each.organisation.name.casefold())
    )


def _choice(sign_in: SignIn, organisation: Organisation, rights: tuple[str, ...], at: datetime) -> Choice:
    """With the way and the end of the right that lasts longest."""
    assert sign_in.user is not None
    context = Standing(sign_in.user.ref, organisation.ref, sign_in.level_reached, sign_in.means_used).context(
        at
    )
    answers = [ask.ask(Question(sign_in.user.ref, right, organisation.ref, context)) for right in rights]
    yes = [answer for answer in answers if isinstance(answer, Allowed)]
    ends = [answer.valid_until for answer in yes]
    until = None if None in ends else max((end for end in ends if end), default=None)
    return Choice(organisation, rights, yes[0].way.value if yes else "", until)

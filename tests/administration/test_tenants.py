"""An id of another organisation in every path: the same answer as for one that does not exist."""

import pytest
from django.test import Client

from fuldmagt.authenticators.models import Authenticator, MeansOrder
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import Employment
from fuldmagt.organisations.rules import STEPS, Role
from fuldmagt.secrets import dice
from fuldmagt.web.orders.moves import MOVES
from fuldmagt.web.users.means import WAYS
from tests import cast
from tests.administration import foreign
from tests.administration.conftest import At
from tests.cast import NEW_YEAR, Nordby, Sydby

pytestmark = pytest.mark.requirement("A5")

WORDS = {
    "word": sorted({step.value for _, step in STEPS} | set(WAYS) | set(MOVES)),
    "role": [role.value for role in Role],
}
EVERYTHING = sorted(set(Role) - {Role.PLATFORM_OPERATOR})


@pytest.fixture
def almighty(nordby: Nordby, at: At) -> Client:
    """Somebody in Nordby who may do everything there."""
    return at(cast.a_user(nordby.organisation, "Almighty", *EVERYTHING))


def own(nordby: Nordby) -> list[str]:
    """One of everything that Nordby has."""
    employment = Employment.objects.create(
        ref=dice.reference(),
        organisation=nordby.organisation,
        name="Karen",
        department=nordby.jobcenter,
        start=NEW_YEAR.date(),
    )
    order = MeansOrder.objects.create(
        ref=dice.reference(),
        user=nordby.anna,
        kind="code_display",
        ordered_by=nordby.mette.ref,
        ordered_at=NEW_YEAR,
        changed_at=NEW_YEAR,
    )
    means = Authenticator.objects.get(person=nordby.anna.person)
    return [nordby.anna.ref, nordby.jobcenter.ref, employment.ref, order.ref, means.ref]


@pytest.mark.soak
@pytest.mark.parametrize("path", sorted(set(foreign.paths())))
def test_a_neighbours_id_is_as_unknown_as_nobodys(
    almighty: Client, nordby: Nordby, sydby: Sydby, path: str
) -> None:
    theirs = foreign.furnish(sydby)
    before = foreign.holdings()
    for hole in foreign.holes(path):
        if hole in WORDS:
            continue
        others = {name: WORDS.get(name, [nordby.anna.ref])[0] for name in foreign.holes(path)}
        nobody = foreign.nobodys(theirs["user"])
        for ask in (almighty.get, almighty.post):
            unknown = foreign.alike(ask(foreign.filled(path, others | {hole: nobody})), nobody)
            for word in foreign.meant(path, theirs):
                told = foreign.alike(ask(foreign.filled(path, others | {hole: word})), word)
                assert told == unknown, (ask, word)
                assert foreign.MARKER not in told[2], (ask, word)
    assert foreign.holdings() == before


@pytest.mark.parametrize(
    "path", sorted(path for path in set(foreign.paths()) if path.startswith(("/users/", "/departments/")))
)
def test_and_the_own_one_is_known(almighty: Client, nordby: Nordby, path: str) -> None:
    """Otherwise the story above would prove nothing."""
    ours = own(nordby)
    had = Source.objects.create(
        ref=dice.reference(), organisation=nordby.organisation, acted_for=nordby.organisation,
        department=nordby.jobcenter, starts_at=NEW_YEAR,
        right=Right.objects.get(ref=foreign.offer(nordby.organisation)["right"]),
    )  # fmt: skip
    answers = set()
    for ref in ours:
        for word in foreign.each_word(path, WORDS["word"]):
            values = dict.fromkeys(foreign.holes(path), ref) | {"means": ours[-1], "word": word}
            values["source"] = had.ref
            answers.add(almighty.get(foreign.filled(path, values)).status_code)
    assert answers & {200, 405}, path

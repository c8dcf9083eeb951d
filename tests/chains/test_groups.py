"""Groups as columns of client administration: whoever is in the group works for the client (F4, C5)."""

from datetime import timedelta

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import ExclusiveSet, Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from tests.administration.pages import field, words
from tests.cast import a_user, acting
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street
from tests.chains.test_chains import accepted, assigned, may
from tests.groups.cast import a_group, give, put_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("F4"), pytest.mark.requirement("C5")]


@pytest.fixture
def town(db: None) -> Street:
    return street()


@pytest.fixture
def rika(town: Street) -> Client:
    """Rika gives rights at Balans Advies, and manages no mandates."""
    return at_a_desk(a_user(town.balans, "Rika Smit", Role.RIGHTS_ADMINISTRATOR))


def cells(group: Group, right: str, *users: BusinessUser) -> dict[str, object]:
    mandates = list(Mandate.objects.values_list("ref", flat=True))
    chosen = {"user": [each.ref for each in users]}
    return {"service": "portal", "client": mandates, "group": group.ref, "right": right, **chosen}


def assign(town: Street, group: Group, right: str, *users: BusinessUser) -> str:
    desk, chosen = at_a_desk(town.femke), cells(group, right, *users)
    preview = desk.post("/clients/", chosen)
    return words(desk.post("/clients/", chosen | {"seen": field(preview, "seen")}, follow=True))


def test_a_group_gets_a_client_and_who_joins_and_leaves_follows(town: Street, rika: Client) -> None:
    accepted(town, VIEW, EDIT)
    group = a_group(rika, "Lønteam", town.jonas)

    preview = words(at_a_desk(town.femke).post("/clients/", cells(group, VIEW)))
    assert "Lønteam , Bakkerij De Korrel: gets View. 1 person in it gets it." in preview
    assert not Source.objects.exists()
    assert "1 cell is changed." in assign(town, group, VIEW)

    assert may(town.jonas, VIEW)
    assert Assignment.objects.get().source == Source.objects.get(acted_for=town.korrel, group=group)
    put_in(rika, group, town.yusuf)
    assert may(town.yusuf, VIEW)
    assert "What came with the group ends at once: View for Bakkerij De Korrel" in words(
        rika.get(f"/groups/{group.ref}/members/{town.jonas.ref}/remove/")
    )
    rika.post(f"/groups/{group.ref}/members/{town.jonas.ref}/remove/")
    assert not may(town.jonas, VIEW)
    assert may(town.yusuf, VIEW)
    grid = words(at_a_desk(town.femke).get("/clients/"))
    assert "Lønteam Group" in grid
    assert "View Lønteam" in grid, "the employee's cell says through what"
    assert "Bakkerij De Korrel: View" in words(rika.get(f"/groups/{group.ref}/"))


def test_it_becomes_stronger_and_is_taken_away(town: Street, rika: Client) -> None:
    accepted(town, VIEW, EDIT)
    group = a_group(rika, "Lønteam", town.jonas)
    assign(town, group, VIEW)

    assign(town, group, EDIT)
    assert may(town.jonas, EDIT)
    assert Source.objects.filter(state="active").count() == 1
    assign(town, group, "")
    assert not may(town.jonas, VIEW)
    assert not Source.objects.filter(state="active").exists()
    events = [each.event for each in of_subject(group.ref, organisation=town.balans.ref)]
    assert events.count("client-group.assigned") == 2
    assert events.count("client-group.ended") == 2


def test_it_ends_with_the_mandate_and_a_renewal_keeps_it(town: Street, rika: Client) -> None:
    mandate = accepted(town, VIEW)
    group = a_group(rika, "Lønteam", town.jonas)
    assign(town, group, VIEW)
    now = clock.now()
    Mandate.objects.update(starts_at=now - timedelta(days=200), ends_at=now - timedelta(days=9))
    assert not may(town.jonas, VIEW)

    chains.renew(mandate.ref, now + timedelta(days=300), by=acting(town.sanne), at=now)
    assert may(town.jonas, VIEW)
    chains.end(mandate.ref, "", by=acting(town.sanne), at=clock.now())
    assert not may(town.jonas, VIEW)
    put_in(rika, group, town.yusuf)
    assert not Assignment.objects.filter(state="active").exists()


def test_nobody_gets_more_than_the_mandate_gives(town: Street, rika: Client) -> None:
    accepted(town, VIEW)
    group = a_group(rika, "Lønteam", town.jonas)
    assert "has not given you “Edit”" in words(at_a_desk(town.femke).post("/clients/", cells(group, EDIT)))
    assign(town, group, EDIT)
    assert not Source.objects.exists()


def test_who_cannot_have_it_is_named_and_the_others_get_it(town: Street, rika: Client) -> None:
    accepted(town, VIEW, EDIT)
    group = a_group(rika, "Lønteam", town.jonas, town.yusuf)
    view, other = Right.objects.get(ref=VIEW), Right.objects.get(ref="portal:tax")
    other.categories = []
    other.save()
    exclusive = ExclusiveSet.objects.create(ref="one-of-them")
    exclusive.rights.set([view, other])
    mandate = Mandate.objects.get()
    Assignment.objects.create(
        ref="held", user=town.jonas, right=other, organisation=town.korrel, mandate=mandate,
        starts_at=clock.now(), given_by="x",
    )  # fmt: skip

    preview = words(at_a_desk(town.femke).post("/clients/", cells(group, VIEW)))
    assert "1 person in it gets it. Not Jonas Wit" in preview
    assign(town, group, VIEW)
    assert may(town.yusuf, VIEW)
    assert not may(town.jonas, VIEW)
    assert "Jonas Wit" in words(rika.get(f"/groups/{group.ref}/")).split("Who cannot have it")[1]


def test_with_four_eyes_nobody_gives_a_client_to_their_own_group(town: Street, rika: Client) -> None:
    accepted(town, VIEW)
    Organisation.objects.update(four_eyes=True)
    group = a_group(rika, "Lønteam", town.femke, town.jonas)
    preview = words(at_a_desk(town.femke).post("/clients/", cells(group, VIEW)))
    assert "You are in the group: a colleague has to give it." in preview
    assign(town, group, VIEW)
    assert not Source.objects.exists()


def test_a_member_more_since_it_was_shown_is_told(town: Street, rika: Client) -> None:
    accepted(town, VIEW)
    group = a_group(rika, "Lønteam", town.jonas)
    desk = at_a_desk(town.femke)
    seen = field(desk.post("/clients/", cells(group, VIEW)), "seen")
    put_in(rika, group, town.yusuf)
    assert desk.post("/clients/", cells(group, VIEW) | {"seen": seen}).status_code == 409
    assert not Source.objects.exists()


def test_giving_a_client_frees_nothing_that_waits_at_home(town: Street, rika: Client) -> None:
    accepted(town, VIEW)
    Right.objects.filter(ref=VIEW).update(categories=[])
    group = a_group(rika, "Lønteam", town.jonas)
    give(rika, group, VIEW)
    home = Assignment.objects.filter(organisation=town.balans)
    assert home.filter(state="active").count() == 1
    home.delete()  # as if it had been in somebody's way
    assign(town, group, VIEW)
    assert may(town.jonas, VIEW)
    assert not home.exists(), "who manages mandates gives no rights at home"


def test_what_a_group_gives_is_changed_in_its_own_column(town: Street, rika: Client) -> None:
    accepted(town, VIEW)
    group = a_group(rika, "Lønteam", town.jonas)
    assign(town, group, VIEW)
    mandates = list(Mandate.objects.values_list("ref", flat=True))
    single = {"service": "portal", "client": mandates, "user": town.jonas.ref, "right": ""}
    said = words(at_a_desk(town.femke).post("/clients/", single))
    assert "Comes with a group and is changed in the group’s column." in said
    assigned(town, "", town.jonas)
    assert may(town.jonas, VIEW)
    source = Source.objects.get()
    assert rika.post(f"/groups/{group.ref}/rights/{source.ref}/end/").status_code == 404

"""Stories of the picture: what is drawn, folded, opened, and for whom."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.organisations.rules import Role
from fuldmagt.web.acting.drawing import Line, Path, drawn
from fuldmagt.web.acting.folding import MOST, Leaf, folded
from tests.acting.cast import Balans, a_client, mandates
from tests.acting.conftest import At
from tests.administration.pages import words
from tests.cast import a_user

pytestmark = pytest.mark.requirement("X6")


def told(answer: Any) -> dict[str, dict[str, Any]]:
    return {knot["name"]: knot for knot in answer.json()["knots"]}


def test_each_line_says_whether_it_holds_and_why_not(at: At, firm: Balans) -> None:
    knots = told(at(firm.femke).get("/acting/picture/data.json"))

    assert (knots["Bakkerij De Korrel"]["hold"], knots["Bakkerij De Korrel"]["note"]) == ("holds", "")
    assert (knots["Kaasmakerij Ooievaar"]["hold"], knots["Kaasmakerij Ooievaar"]["note"]) == (
        "broken",
        "ended",
    )
    assert knots["Zorgboerderij Madelief"]["note"] == "not accepted yet"
    assert knots["Atelier Vogelvlucht"]["note"] == "not confirmed"
    assert knots["Boomkwekerij Lindenhof"]["note"] == "Ends in 12 days"
    assert "for Bakkerij De Korrel: Werkgeversportaal" in knots["Sanne Kwikstaart"]["leads"]


def test_what_broke_long_ago_is_not_drawn(at: At, firm: Balans) -> None:
    firm.mandate.state = "revoked"
    firm.mandate.revoked_at = firm.mandate.starts_at
    firm.mandate.save()

    knots = told(at(firm.femke).get("/acting/picture/data.json"))

    assert "Bakkerij De Korrel" not in knots or knots["Bakkerij De Korrel"]["hold"] == "broken"


@pytest.mark.requirement("F3")
def test_others_who_act_for_us_are_drawn_without_their_people(at: At, firm: Balans) -> None:
    answer = at(firm.pieter).get("/acting/picture/data.json")

    assert told(answer)["Balans Advies"]["column"] == "others"
    assert not any(name in answer.content.decode() for name in ("Jonas", "Sanne", "Femke"))


@pytest.mark.requirement("A5")
def test_who_manages_mandates_alone_sees_no_rights_at_home(at: At, firm: Balans) -> None:
    manager = at(a_user(firm.organisation, "Mandy", Role.MANDATE_MANAGER))

    leads = told(manager.get("/acting/picture/data.json"))["Jonas de Wit"]["leads"]

    assert "for Bakkerij De Korrel: Werkgeversportaal" in leads
    assert not any("Balans" in each for each in leads)


def test_a_group_opens_and_closes(at: At, firm: Balans) -> None:
    for number in range(30):
        mandates(a_client(f"Klant {number:02}", 91000000 + number), firm.organisation, firm.portal.view)
    femke = at(firm.femke)
    group = next(knot for knot in told(femke.get("/acting/picture/data.json")).values() if knot["group"])

    query = group["url"].partition("?")[2]
    opened = told(femke.get(f"/acting/picture/data.json?{query}"))

    inside = [knot for knot in opened.values() if knot["within"] == group["id"]]
    assert len(inside) == group["count"]
    assert all(knot["close"] == "/acting/picture/" for knot in inside)


def test_somebody_of_another_organisation_is_nobody(at: At, firm: Balans) -> None:
    stranger = a_user(a_client("Sydby Havn", 90000099), "Søren Sydby")

    theirs = at(firm.femke).get(f"/acting/picture/?of=p:{stranger.ref}")
    nobodys = at(firm.femke).get("/acting/picture/?of=p:nobody")

    assert theirs.status_code == nobodys.status_code == 404
    assert "Sydby" not in words(theirs)


def test_who_acts_for_nobody_is_told_so(at: At, firm: Balans) -> None:
    page = at(firm.femke).get(f"/acting/picture/?of=p:{firm.femke.ref}")

    assert "Femke Aldenkamp acts for nobody now" in words(page)


NAMES = st.text("aåbéz ", min_size=1, max_size=9)
LEAF = st.builds(Leaf, st.uuids().map(str), NAMES, st.sampled_from("abc"), st.just("F"))
LEAVES = st.lists(LEAF, max_size=200, unique_by=lambda leaf: leaf.id)


@given(LEAVES, st.randoms())
def test_folding_keeps_everybody_once_and_in_one_order(leaves: list[Leaf], dice: Any) -> None:
    folds = folded("people", leaves, [])
    shuffled = leaves[:]
    dice.shuffle(shuffled)

    assert sorted(leaf.id for fold in folds for leaf in fold.leaves) == sorted(leaf.id for leaf in leaves)
    assert folded("people", shuffled, []) == folds
    opened = folded("people", leaves, [fold.id for fold in folds])
    assert sorted(leaf.id for fold in opened for leaf in fold.leaves) == sorted(leaf.id for leaf in leaves)


HOLDS = st.sampled_from(
    [Line(), Line("waits", "soon"), Line("waits", "not yet", stops=True), Line("broken", "x", stops=True)]
)
PATHS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 40), HOLDS, HOLDS, HOLDS), max_size=150
)


@given(PATHS)
def test_a_first_look_is_small_and_every_line_has_two_ends(chosen: list[Any]) -> None:
    leaves = {
        "people": {f"p{n}": Leaf(f"p{n}", f"Person {n}", str(n % 30), f"D{n % 30}") for n in range(100)},
        "others": {},
        "home": {"h": Leaf("h", "Home")},
        "clients": {f"o{n}": Leaf(f"o{n}", f"Client {n}") for n in range(100)},
        "services": {f"s{n}": Leaf(f"s{n}", f"Service {n}", str(n % 20), f"V{n % 20}") for n in range(41)},
    }
    paths = [
        Path((("people", f"p{p}"), ("home", "h"), ("clients", f"o{o}"), ("services", f"s{s}")), lines)
        for p, o, s, *lines_ in chosen
        for lines in [tuple(lines_)]
    ]

    drawing = drawn(paths, leaves)

    layer = {knot.id: knot.layer for knot in drawing.knots}
    assert len(drawing.knots) == len(layer) <= MOST
    assert all(layer[edge.start] < layer[edge.end] for edge in drawing.edges)
    assert drawn(list(reversed(paths)), leaves) == drawing

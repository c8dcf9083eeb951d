"""A world file is loaded whole, or refused with the place of each fault."""

import json

import pytest

from fuldmagt.decisions import world
from fuldmagt.decisions.world_faults import Fault
from fuldmagt.vocabulary.means import BUSINESS
from tests.decisions.cast import (
    ANNA,
    BALANS,
    DE_KORREL,
    FILE,
    HARBOUR,
    JONAS,
    NORDBY,
    Change,
    Json,
    besides,
    but,
    plain,
)


def faults(*changes: Change) -> list[str]:
    """The places of the faults that these changes bring into the world file."""
    dealt = plain()
    for change in changes:
        change(dealt)
    parsed = world.parse(json.dumps(dealt).encode())
    return [] if isinstance(parsed, world.World) else [fault.place for fault in parsed]


def without(section: str, key: str) -> Change:
    def change(dealt: Json) -> None:
        for each in dealt[section]:
            del each[key]

    return change


def sets(*members: str) -> Change:
    return lambda dealt: dealt["exclusive_sets"].append(list(members))


def test_the_example_is_a_world() -> None:
    parsed = world.parse(FILE.read_bytes())

    assert isinstance(parsed, world.World)
    facts = world.facts_of(parsed)
    assert facts.organisations[NORDBY].suspends_on_lapsed_right_to_work
    assert facts.catalogue.covers("portal:edit", "portal:view")
    assert not facts.catalogue.covers("portal:view", "portal:edit")


def test_what_may_be_null_may_be_left_out() -> None:
    assert (
        faults(
            without("users", "means"),
            without("users", "category"),
            without("users", "right_to_work_until"),
            without("grants", "to"),
            without("clients", "provider"),
            lambda dealt: dealt.pop("clients"),
        )
        == []
    )
    absent = world.parse(json.dumps({"organisations": []}).encode())
    assert isinstance(absent, world.World)


def test_means_that_are_not_told_are_all_but_the_private_eid() -> None:
    dealt = plain()
    but("users", ANNA, means=None)(dealt)
    but("users", JONAS, means=[])(dealt)
    parsed = world.parse(json.dumps(dealt).encode())

    assert isinstance(parsed, world.World)
    users = world.facts_of(parsed).users
    assert (users[ANNA].means, users[JONAS].means) == (BUSINESS, frozenset())


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("$", lambda dealt: dealt.update(mood=[])),
        ("$.users[0]", but("users", ANNA, mood="good")),
        ("$.users[0].state", but("users", ANNA, state="identity_confirmed")),
        ("$.organisations[0].category", but("organisations", NORDBY, category="circus")),
        ("$.organisations[0].state", but("organisations", NORDBY, state="asleep")),
        ("$.users[0].means[0]", but("users", ANNA, means=["rubber_stamp"])),
        ("$.services[1].data_class", but("services", "portal", data_class="secret")),
        ("$.mandates[0].state", but("mandates", "m1", state="expired")),
        ("$.mandates[0].accepted", but("mandates", "m1", accepted="yes")),
        ("$.mandates[0].from", but("mandates", "m1", **{"from": "2026-01-01T00:00:00"})),
        ("$.mandates[0].from", but("mandates", "m1", **{"from": "2026-01-01"})),
        ("$.mandates[0].rights", but("mandates", "m1", rights=None)),
        ("$.rights[0].categories", but("rights", "se-sag:sagsbehandler", categories=None)),
        ("$.rights[0].implies", but("rights", "se-sag:sagsbehandler", implies=None)),
        ("$.organisations[0].branches", but("organisations", NORDBY, branches=None)),
        ("$.assignments[0].branches", but("assignments", "a1", branches=None)),
        ("$.services[0].means", but("services", "se-sag", means=None)),
        ("$.services[0]", without("services", "customers")),
        ("$.organisations[0].id", but("organisations", NORDBY, id="")),
        ("$.organisations[0].id", but("organisations", NORDBY, id="two words")),
        ("$.clients[0].scopes[0]", but("clients", "bench", scopes=["everything"])),
    ],
)
def test_what_has_not_the_shape_is_refused_with_its_place(place: str, change: Change) -> None:
    assert faults(change) == [place]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("$.users[0].person", but("users", ANNA, person="p9")),
        ("$.users[0].organisation", but("users", ANNA, organisation="dk:cvr:99999999")),
        ("$.services[0].provider", but("services", "se-sag", provider="nobody")),
        ("$.services[1].customers[1]", but("services", "portal", customers=[BALANS, "nobody"])),
        ("$.rights[3].implies[0]", but("rights", "portal:edit", implies=["portal:delete"])),
        ("$.rights[4].id", besides("rights", "portal:view", "harbour:view")),
        ("$.rights[4].id", besides("rights", "portal:view", "portal")),
        ("$.exclusive_sets[1][0]", sets("se-sag:other", "se-sag:sagsbehandler")),
        ("$.mandates[0].receiver", but("mandates", "m1", receiver="nobody")),
        ("$.mandates[0].rights[0]", but("mandates", "m1", rights=["portal:delete"])),
        ("$.assignments[0].user", but("assignments", "a1", user="nobody")),
        ("$.assignments[0].right", but("assignments", "a1", right="portal:delete")),
        ("$.assignments[1].mandate", but("assignments", "a2", mandate="m9")),
        ("$.grants[0].giver", but("grants", "g1", giver="nobody")),
        ("$.grants[0].right", but("grants", "g1", right="portal:delete")),
        ("$.advisers[0].provider", but("advisers", "v1", provider="nobody")),
        ("$.clients[0].provider", but("clients", "bench", provider="nobody")),
        ("$.users[2].id", besides("users", ANNA, ANNA)),
        ("$.mandates[1].id", besides("mandates", "m1", "m1")),
        ("$.organisations[1].branches[0]", but("organisations", DE_KORREL, branches=[HARBOUR])),
    ],
)
def test_names_that_name_nothing_or_two_are_refused_with_their_place(place: str, change: Change) -> None:
    assert faults(change) == [place]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("$.mandates[0].to", but("mandates", "m1", to="2026-01-01T00:00:00Z")),
        ("$.mandates[0].to", but("mandates", "m1", to="2026-01-01T00:30:00+01:00")),
        ("$.assignments[0].to", but("assignments", "a1", to="2025-01-01T00:00:00Z")),
        ("$.grants[0].to", but("grants", "g1", to="2025-01-01T00:00:00Z")),
        ("$.advisers[0].to", but("advisers", "v1", to="2025-01-01T00:00:00Z")),
        ("$.grants[0].receiver", but("grants", "g1", receiver=DE_KORREL)),
        ("$.mandates[1].receiver", besides("mandates", "m1", "m2", receiver=DE_KORREL)),
        ("$.mandates[1].rights", besides("mandates", "m1", "m2", rights=[])),
        ("$.rights[2].implies[0]", but("rights", "portal:view", implies=["portal:view"])),
        ("$.rights[0].implies[0]", but("rights", "se-sag:sagsbehandler", implies=["portal:view"])),
        ("$.exclusive_sets[1]", sets("se-sag:sagsbehandler")),
        ("$.exclusive_sets[1]", sets("se-sag:sagsbehandler", "se-sag:sagsbehandler")),
        ("$.exclusive_sets[1]", sets()),
        ("$.assignments[0].branches[0]", but("assignments", "a1", branches=["nl:vestiging:000090000001"])),
        ("$.assignments[1].mandate", but("assignments", "a2", mandate=None)),
        ("$.assignments[1].branches", but("assignments", "a2", branches=["nl:vestiging:000090000001"])),
        ("$.assignments[0].mandate", but("assignments", "a1", mandate="m1")),
        ("$.users[1].organisation", but("organisations", BALANS, state="represented")),
        ("$.users[0].person", but("users", ANNA, person=None)),
        ("$.users[0].person", but("users", ANNA, kind="system")),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_place(place: str, change: Change) -> None:
    assert faults(change) == [place]


def test_a_circle_of_implications_is_refused_at_each_of_its_rights() -> None:
    circle = but("rights", "portal:view", implies=["portal:edit"])

    assert faults(circle) == ["$.rights[2].implies[0]", "$.rights[3].implies[0]"]


def test_a_right_that_covers_two_of_a_set_is_refused_and_so_is_its_grant() -> None:
    assert faults(sets("portal:view", "portal:edit")) == ["$.rights[3]", "$.grants[0].right"]


def test_a_mandate_to_somebody_else_does_not_carry_the_assignment() -> None:
    to_nordby = but("mandates", "m1", receiver=NORDBY)

    assert faults(to_nordby) == ["$.assignments[1].mandate"]


def test_what_is_no_json_is_refused() -> None:
    for text in (b"", b"{", b"[]", b'{"users": {}}', b"\xff\xfe"):
        parsed = world.parse(text)
        assert not isinstance(parsed, world.World)
        assert [type(fault) for fault in parsed] == [Fault]


def test_a_fault_reads_as_place_and_words() -> None:
    assert str(Fault("$.users[0].person", "p9 is not among the people")) == (
        "$.users[0].person: p9 is not among the people"
    )

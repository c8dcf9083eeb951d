"""Every address of the configuration, for every role: at home by its power, about a neighbour never (A5)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from fuldmagt.organisations.rules import POWERS, Deed, Role
from fuldmagt.web.permission import EVERYBODY, OTHER_PROOF, VISITORS
from tests.administration import foreign
from tests.administration.foreign import holes
from tests.administration.test_tenants_forms import forms_on
from tests.effort import WHOLE
from tests.powers.examples import every_address, words_for
from tests.powers.world import World, typed

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A5")]

ADDRESSES = every_address()
BEHIND = sorted({view.permission for view in ADDRESSES.values()} & {deed.value for deed in Deed})
KEPT_OUT = b"Your roles do not include this."
NOT_HERE = {
    ("POST", "/users/<ref:ref>/letter/"): "no code waits to be printed",
    ("POST", "/users/<ref:ref>/take-over/"): "no eID has told anything else",
    ("GET", "/operator/organisations/<str:written>/authority/"): "nobody has sent one for Sydby",
    ("POST", "/operator/eid/brokers/<ref:ref>/"): "the form says what to do",
}
"""What is not found although the example is right, and why."""


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    """Sydby runs the platform too, so that its operator's power counts."""
    made = World()
    settings.OPERATOR = made.sydby.organisation.ref
    return made


def doors(permission: str) -> Iterator[tuple[str, Any, str]]:
    for path, view in sorted(ADDRESSES.items()):
        if view.permission == permission:
            yield from ((path, view, method) for method in ("GET", "POST"))


def asked(browser: Client, method: str, address: str, form: dict[str, str] | None = None) -> Any:
    """The answer; what it did is taken back."""
    with transaction.atomic():
        answer = browser.get(address) if method == "GET" else browser.post(address, form or {})
        transaction.set_rollback(True)
    return answer


def seats(deed: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Each role that holds the power; and who has all others together (with SOAK=1: each of them alone)."""
    holders = [role for role in Role if Deed(deed) in POWERS[role]]
    yield from ((True, (role,)) for role in holders)
    others = tuple(role for role in Role if role not in holders)
    yield from ((False, each) for each in ([(), *((role,) for role in others)] if WHOLE else [others]))


def said(roles: tuple[str, ...]) -> str:
    return roles[0] if len(roles) == 1 else f"{len(roles)} roles without it"


@pytest.mark.parametrize("deed", BEHIND)
def test_an_address_opens_for_who_holds_its_power_and_for_nobody_else(world: World, deed: str) -> None:
    wrong = []
    for path, view, method in doors(deed):
        address = foreign.filled(path, words_for(path, world.things))
        for may, roles in seats(view.saving if method == "POST" else deed):
            answer = asked(world.browser(*roles), method, address)
            kept_out = answer.status_code == 403 and KEPT_OUT in answer.content
            missed = may and answer.status_code == 404 and "<" in path and (method, path) not in NOT_HERE
            if kept_out == may or missed:
                wrong.append(f"{said(roles)} {method} {path}: {answer.status_code}, may: {may}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("deed", [each for each in BEHIND if each != Deed.OPERATE_PLATFORM])
def test_a_neighbours_thing_is_for_no_role_to_be_told_from_nothing(world: World, deed: str) -> None:
    """By GET, and by POST with a form that its owner's page gives out, whole."""
    for needed in {deed, *(view.saving for _path, view, _method in doors(deed))}:
        for _may, roles in seats(needed):
            world.neighbour(*roles)
    wrong, owner, before = [], world.owner, foreign.holdings()
    for path, view, method in doors(deed):
        theirs = words_for(path, world.things)
        first = next(iter(holes(path)), "")
        if theirs.get(first) not in world.things.values():
            continue
        nobodys = theirs | {first: foreign.nobodys(theirs[first])}
        form = typed(form_of(owner, foreign.filled(path, theirs)), world.things) if method == "POST" else {}
        for may, roles in seats(view.saving if method == "POST" else deed):
            there = told(world.neighbour(*roles), method, path, theirs, form)
            nowhere = told(world.neighbour(*roles), method, path, nobodys, form)
            if there != nowhere or there[0] not in ({404, 405} if may else {403}):
                wrong.append(f"{said(roles)} {method} {path}: {there[0]}, a made-up one: {nowhere[0]}")
    assert not wrong, "\n".join(wrong)
    assert foreign.holdings() == before


def told(browser: Client, method: str, path: str, words: dict[str, str], form: dict[str, str]) -> Any:
    """The answer without the words asked for. Nothing is taken back: nothing is to have been done."""
    address = foreign.filled(path, words)
    answer = browser.get(address) if method == "GET" else browser.post(address, form)
    return foreign.alike(answer, *words.values())


def form_of(owner: Client, address: str) -> dict[str, str]:
    """What the owner's page would post there."""
    page = asked(owner, "GET", address)
    is_page = page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html")
    forms = forms_on(address, page) if is_page else ()
    found = (each for to, method, each in forms if method == "post" and to.partition("?")[0] == address)
    return next(found, {})


def test_what_is_everybodys_own_asks_for_no_role(world: World) -> None:
    """Opened by an employee without any role: the page, or that there is no such thing of theirs."""
    wrong = []
    for path, _view, method in doors(VISITORS):
        address = foreign.filled(path, words_for(path, world.things))
        plain = asked(world.browser(), method, address)
        every = asked(world.owner, method, address)
        if {plain.status_code, every.status_code} & {401, 403} or path == plain.headers.get("Location"):
            wrong.append(f"{method} {path}: {plain.status_code}, {every.status_code}")
    assert not wrong, "\n".join(wrong)


def test_no_role_opens_what_asks_for_another_proof(world: World) -> None:
    """Somebody with every role is told what anybody is told."""
    wrong, anyone = [], Client(headers={"accept-language": "en"})
    for path, _view, method in doors(OTHER_PROOF):
        address = foreign.filled(path, words_for(path, world.things))
        told, plain = (asked(each, method, address).status_code for each in (world.owner, anyone))
        if told != plain:
            wrong.append(f"{method} {path}: {told}, anyone: {plain}")
    assert not wrong, "\n".join(wrong)


def test_what_is_everybodys_is_kept_from_no_role(world: World) -> None:
    wrong = []
    for path, _view, method in doors(EVERYBODY):
        if method == "GET":
            answer = asked(world.browser(), method, foreign.filled(path, words_for(path, world.things)))
            if KEPT_OUT in answer.content:
                wrong.append(path)
    assert not wrong, wrong

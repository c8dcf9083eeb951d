"""A chain mandate begins with what a package holds now, and names rights: it does not grow (C8, F4)."""

import re

import pytest

from fuldmagt.catalogue.models import Package, Right
from tests.administration.pages import words
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C8", "F4")]


@pytest.fixture
def town() -> Street:
    made = street()
    package = Package.objects.create(ref="year", organisation=made.korrel, name="The year")
    package.rights.set([Right.objects.get(ref=VIEW)])
    theirs = Package.objects.create(ref="theirs", organisation=made.balans, name="Of Balans")
    theirs.rights.set([Right.objects.get(ref=EDIT)])
    return made


def ticked(page: str) -> list[str]:
    return re.findall(r'name="right" value="([^"]*)" checked', page)


def test_what_the_package_holds_is_ticked_and_can_be_changed(town: Street) -> None:
    desk = at_a_desk(town.sanne)
    terms = f"/mandates/new/?receiver={town.balans.ref}"
    offered = desk.get(terms)
    assert "Begin with what is in a package: The year" in words(offered)
    assert "Of Balans" not in words(offered)
    assert ticked(offered.content.decode()) == []

    assert ticked(desk.get(f"{terms}&package=year").content.decode()) == [VIEW]


@pytest.mark.parametrize("package", ["theirs", "nobodys", "x" * 500])
def test_a_package_that_is_not_the_givers_ticks_nothing(town: Street, package: str) -> None:
    page = at_a_desk(town.sanne).get(f"/mandates/new/?receiver={town.balans.ref}&package={package}")
    assert page.status_code == 200
    assert ticked(page.content.decode()) == []

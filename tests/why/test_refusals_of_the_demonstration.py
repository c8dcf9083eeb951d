"""Each no of the law is there to be seen in the demonstration, and the page that says where is true (F6)."""

from typing import Any

import pytest
import yaml
from django.conf import settings

from fuldmagt.catalogue.imports.actions import Loaded, load
from fuldmagt.catalogue.models import Provider
from fuldmagt.commands.demo import companies, packages, refusals, world
from fuldmagt.commands.main import main
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary import clock
from scripts.refusals import PAGE, page
from tests.decisions.test_random_worlds import REASONS_OF_THE_LAW

pytestmark = [pytest.mark.requirement("F6", "F7"), pytest.mark.django_db]


@pytest.fixture
def demonstration() -> None:
    """Its organisations, users, mandates and grants, as `make demo` makes them."""
    at = clock.now()
    told = yaml.safe_load((settings.ROOT / "demo" / "world.yaml").read_text())
    catalogue = (settings.ROOT / "demo" / "catalogue.yaml").read_text()
    loaded = load(catalogue, held=lambda rights: {}, by="demonstration", at=at, admitted=True)
    assert isinstance(loaded, Loaded)
    world.make(told, at=at)
    for provider, organisation in told["providers"].items():
        Provider.objects.filter(ref=provider).update(organisation=Organisation.objects.get(ref=organisation))
    world.invited(told, at=at)
    companies.make(told, at=at)
    refusals.make(at=at)
    assert packages.make("dk:cvr:20000015", at=at) == 2


@pytest.mark.usefixtures("demonstration")
def test_each_no_is_there_to_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """By the very command that the page names."""
    wrong = []
    for line in refusals.told()["asked"]:
        code = main(["why", "--json", *words(line)])
        said = capsys.readouterr().out
        if code or f'"{line["reason"]}"' not in said:
            wrong.append((line["reason"], said[-300:]))
    assert not wrong, wrong


def words(line: dict[str, Any]) -> list[str]:
    more = [
        each
        for name in ("branch", "assurance", "means")
        if name in line
        for each in (f"--{name}", line[name])
    ]
    return [line["user"], line["right"], line["for"], *more]


def test_no_reason_of_the_law_is_left_out() -> None:
    told = refusals.told()
    shown = {line["reason"] for line in told["asked"]}
    assert shown | set(told["not_shown"]) == {each.value for each in REASONS_OF_THE_LAW}
    assert not shown & set(told["not_shown"])


def test_the_page_says_what_is_so() -> None:
    assert PAGE.read_text().splitlines() == page().splitlines(), "`make matrix` writes docs/refusals.md anew"

"""The operator's price list comes from a file: all of it or nothing, and nothing of what has begun (F11)."""

from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.commands.demo import costs
from fuldmagt.commands.main import main
from fuldmagt.costs.models import ListedPrice
from fuldmagt.vocabulary import clock as clock_of_the_doors
from tests.cast import nordby
from tests.costs.cast import LIST

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("F11")]

Import = Callable[..., tuple[int, str]]
NEXT = "  - {kind: chip, from: 2026-12-01, amount: 30.00, vat: 25, charged: once}\n"


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: time_machine.Traveller) -> Import:
    """Import a list on the command line on 17 November 2026: the exit code and all that was said."""
    clock.move_to("2026-11-17T10:00:00+00:00")

    def run(text: str, *options: str) -> tuple[int, str]:
        file = tmp_path / "prices.yaml"
        file.write_text(text)
        code = main(["import-prices", str(file), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def standing() -> list[tuple[str, str, int]]:
    rows = ListedPrice.objects.filter(withdrawn_at__isnull=True).order_by("kind", "since")
    return [(row.kind, str(row.since), row.amount) for row in rows]


def test_the_first_list_may_say_what_held_before(imported: Import) -> None:
    code, said = imported(LIST)
    assert (code, "new: code_display 149.00 from 2026-01-01, charged once" in said) == (0, True)
    assert ("code_display", "2025-01-01", 14_000) in standing()
    (entry,) = PendingEntry.objects.filter(event="prices.imported")
    assert (entry.actor, entry.facts) == ("command-line", {"new": 5, "withdrawn": 0})


def test_the_demonstrations_list_is_loaded_whole(imported: Import) -> None:
    code, said = imported((Path(__file__).parents[2] / "demo" / "prices.yaml").read_text())
    assert code == 0, said


def test_the_same_again_changes_nothing(imported: Import) -> None:
    imported(LIST)
    assert imported(LIST) == (0, "The price list is already as the file says.\n")
    assert PendingEntry.objects.filter(event="prices.imported").count() == 1


def test_a_dry_run_changes_nothing(imported: Import) -> None:
    code, said = imported(LIST, "--dry-run")
    assert (code, standing()) == (0, [])
    assert "would be new: chip 0.00" in said


def test_a_coming_price_is_announced_changed_and_withdrawn_before_its_day(imported: Import) -> None:
    imported(LIST)
    imported(LIST + NEXT)
    assert ("chip", "2026-12-01", 3_000) in standing()
    assert imported(LIST + NEXT.replace("30.00", "35.00"))[0] == 0
    assert ("chip", "2026-12-01", 3_500) in standing()
    code, said = imported(LIST)
    assert (code, "withdrawn: chip 35.00 from 2026-12-01" in said) == (0, True)
    assert "2026-12-01" not in str(standing())
    assert ListedPrice.objects.filter(kind="chip").count() == 3, "nothing is ever deleted"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("149.00", "99.00", "line 5, prices[1]: a new price begins after today (2026-11-17)"),
        ("2026-01-01, amount: 149.00", "2026-11-17, amount: 149.00", "a new price begins after today"),
        ("2099-01-01", "2026-11-17", "line 6, prices[2]: a new price begins after today (2026-11-17)"),
        ("currency: DKK", "currency: EUR", "line 1, currency: the list is in DKK, and stays so"),
    ],
)
def test_what_has_begun_is_not_changed(imported: Import, before: str, after: str, says: str) -> None:
    imported(LIST)
    stood = standing()
    code, said = imported(LIST.replace(before, after) + NEXT)
    assert code == 1
    assert says in said
    assert "Nothing was loaded." in said
    assert standing() == stood
    assert PendingEntry.objects.filter(outcome="input_not_usable", event="prices.imported").count() == 1


def test_what_has_begun_stays_in_the_file(imported: Import) -> None:
    imported(LIST)
    without = "".join(line for line in LIST.splitlines(keepends=True) if "140.00" not in line)
    code, said = imported(without)
    assert (code, "the price of code_display from 2025-01-01 has begun" in said) == (1, True)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("amount: 140.00", "amount: 140.5", "line 4, prices[0].amount: here an amount without VAT"),
        ("amount: 140.00", "amount: -1", "here an amount without VAT"),
        ("amount: 140.00", "amount: 1e3", "here an amount without VAT"),
        ("amount: 140.00", "amount: .inf", "here an amount without VAT"),
        ("vat: 21", "vat: 121", "line 8, prices[4].vat: here the VAT in percent"),
        ("from: 2025-01-01, amount: 140.00", "from: 2025-02-30, amount: 140.00", "here a day is expected"),
        ("charged: by_day", "charged: once", "chain_mandate is charged year_begun or by_day"),
        ("kind: chip", "kind: passkey", "passkey is not one of chain_mandate, chip"),
        ("kind: chip", "kind: code_display", "code_display has a price from 2025-01-01 already"),
        ("kind: chip,", "kind: chip, payer: giver,", "only a chain mandate has two sides"),
        ("currency: DKK", "currency: kroner", "here a currency of three letters"),
        ("currency: DKK", "", "`currency` is missing"),
    ],
)
def test_a_list_that_is_wrong_somewhere_is_not_loaded_at_all(
    imported: Import, before: str, after: str, says: str
) -> None:
    code, said = imported(LIST.replace(before, after, 1))
    assert code == 1
    assert says in said
    assert standing() == []


def test_the_demonstration_has_something_to_read(clock: time_machine.Traveller) -> None:
    town = nordby()
    assert costs.make(town.organisation.ref, at=clock_of_the_doors.now()) == 2
    assert MeansOrder.objects.filter(delivered_at__isnull=False).count() == 2

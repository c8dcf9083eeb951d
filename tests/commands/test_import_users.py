"""`fuldmagt import-users`: the same looking through and importing, on the command line."""

from pathlib import Path

import pytest

from fuldmagt.commands.main import main
from fuldmagt.onboarding.models import Import
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from tests import cast
from tests.imports.files import ANDERS, BENTE, csv_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("B5")]


def a_file(folder: Path, *rows: tuple[str, ...]) -> Path:
    file = folder / "users.csv"
    file.write_text(csv_of(*rows))
    return file


def there() -> int:
    return BusinessUser.objects.filter(state=UserState.IMPORTED).count()


def test_without_confirm_the_file_is_only_looked_through(tmp_path, capsys):
    nordby = cast.nordby()
    file = a_file(tmp_path, ANDERS, BENTE)
    assert main(["import-users", nordby.organisation.ref, str(file), "--by", nordby.mette.ref]) == 0
    assert capsys.readouterr().out.splitlines() == ["2 rows read, 0 to be mended.", "Nothing was imported."]
    assert there() == 0
    assert Import.objects.get().state == "cancelled"

    told = ["import-users", nordby.organisation.ref, str(file), "--by", nordby.mette.ref, "--confirm"]
    assert main(told) == 0
    assert "2 users were imported." in capsys.readouterr().out
    assert there() == 2


def test_faults_are_named_by_row_and_column_and_nothing_is_imported(tmp_path, capsys):
    nordby = cast.nordby()
    file = a_file(tmp_path, ANDERS, ("Bo Bech", "31-02-1990", "bo", ""))
    told = ["import-users", nordby.organisation.ref, str(file), "--by", nordby.mette.ref, "--confirm"]
    assert main([*told, "--language", "da"]) == 1
    said = capsys.readouterr()
    assert f"{file}: Række 3, Fødselsdato: “31-02-1990” " in said.err
    assert f"{file}: Række 3, E-mail: “bo” " in said.err
    assert "Der blev ikke importeret noget." in said.out
    assert there() == 0


def test_who_may_not_and_what_cannot_be_read(tmp_path, capsys):
    nordby, sydby = cast.nordby(), cast.sydby()
    file = a_file(tmp_path, ANDERS)
    told = ["import-users", nordby.organisation.ref, str(file), "--confirm", "--by"]
    assert main([*told, nordby.anna.ref]) == 1
    assert "Your roles do not include this." in capsys.readouterr().err
    assert main([*told, sydby.sigrid.ref]) == 2
    assert main([*told, "nobody"]) == 2
    assert (
        main(["import-users", nordby.organisation.ref, str(tmp_path / "no"), "--by", nordby.mette.ref]) == 2
    )
    file.write_text("Name;E-mail\nBo;x\n")
    assert main([*told, nordby.mette.ref]) == 1
    assert "There is no column for “Birth date” in row 1" in capsys.readouterr().err
    assert there() == 0

"""`fuldmagt load-world` and `fuldmagt why`, as an operator types them."""

import json
from pathlib import Path
from typing import Any

import pytest

from fuldmagt.commands.main import parser
from fuldmagt.organisations.models import BusinessUser, Organisation
from tests.decisions.cast import DE_KORREL, EDIT, FILE, JONAS, NORDBY, VIEW, but, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Capture = pytest.CaptureFixture[str]


def typed(*words: str) -> int:
    args = parser().parse_args([str(word) for word in words])
    status: int = args.run(args)
    return status


@pytest.fixture
def example(capsys: Capture) -> None:
    assert typed("load-world", str(FILE)) == 0
    capsys.readouterr()


def test_a_world_is_loaded_whole(capsys: Capture) -> None:
    assert typed("load-world", str(FILE)) == 0

    assert "organisations 3, people 2, users 2" in capsys.readouterr().out
    assert Organisation.objects.count() == 3


def test_a_faulty_world_is_not_loaded_and_each_fault_has_its_place(tmp_path: Path, capsys: Capture) -> None:
    dealt = plain()
    but("mandates", "m1", rights=[])(dealt)
    but("users", JONAS, kind="system")(dealt)
    file = tmp_path / "world.json"
    file.write_text(json.dumps(dealt))

    assert typed("load-world", str(file)) == 1

    said = capsys.readouterr().err
    assert "$.users[1].person: " in said
    assert "$.mandates[0].rights: " in said
    assert "Nothing was loaded." in said
    assert Organisation.objects.count() == 0


@pytest.mark.usefixtures("example")
def test_a_second_world_needs_leave_to_replace_the_first(tmp_path: Path, capsys: Capture) -> None:
    BusinessUser.objects.filter(ref=JONAS).update(name="Somebody else")

    assert typed("load-world", str(FILE)) == 1
    assert "--replace" in capsys.readouterr().err
    assert BusinessUser.objects.get(ref=JONAS).name == "Somebody else"

    faulty = tmp_path / "faulty.json"
    faulty.write_text("{")
    assert typed("load-world", str(faulty), "--replace") == 1
    assert BusinessUser.objects.get(ref=JONAS).name == "Somebody else"

    assert typed("load-world", str(FILE), "--replace") == 0
    assert BusinessUser.objects.get(ref=JONAS).name == "Jonas de Wit"


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: Capture) -> None:
    assert typed("load-world", str(tmp_path / "none.json")) == 2

    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.requirement("F6", "X2")
@pytest.mark.usefixtures("example")
def test_why_says_a_yes_in_sentences(capsys: Capture) -> None:
    assert typed("why", JONAS, VIEW, DE_KORREL) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Yes: Jonas de Wit may do “Bekijk gegevens” for Bakkerij De Korrel.",
        "The way is a chain mandate: mandate and assignment m1, a2.",
        "As far as is known now it holds until 1 January 2027, 01:00.",
        "No login was named, so its level was not judged.",
    ]


@pytest.mark.requirement("F6", "X2")
@pytest.mark.usefixtures("example")
def test_why_says_a_no_with_each_reason_its_remedy_and_who_mends_it(capsys: Capture) -> None:
    assert typed("why", JONAS, EDIT, DE_KORREL, "--assurance", "low", "--means", "app") == 0

    assert capsys.readouterr().out.splitlines() == [
        "No: Jonas de Wit may not do “Bekijk en wijzig gegevens” for Bakkerij De Korrel.",
        "1. “Bekijk en wijzig gegevens” needs a login at the level substantial; "
        "this login has the level low. Log in again with a means that reaches the level substantial.",
        "   Mended by whoever logs in. (assurance_too_low, portal:edit)",
        "2. Jonas de Wit has been given “Bekijk gegevens”, not “Bekijk en wijzig gegevens”. "
        "Ask a rights administrator of Balans Advies for “Bekijk en wijzig gegevens”.",
        "   Mended by a rights administrator of Balans Advies. (weaker_right_only, a2)",
    ]


@pytest.mark.requirement("X2")
@pytest.mark.usefixtures("example")
def test_why_as_json_is_the_authzen_answer(capsys: Capture) -> None:
    later = "2027-06-01T00:00:00+02:00"
    typed("why", JONAS, VIEW, DE_KORREL, "--json", "--time", later, "--language", "da")

    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["decision"] is False
    assert (answer["context"]["precheck"], answer["context"]["simulation"]) == (True, True)
    (reason,) = answer["context"]["reasons"]
    assert reason["reason"] == "chain_expired"
    assert reason["message"] == "Fuldmagten fra Bakkerij De Korrel til Balans Advies ophørte 1. januar 2027."


@pytest.mark.usefixtures("example")
def test_why_about_a_branch_and_about_a_stronger_right_held(capsys: Capture) -> None:
    typed("why", JONAS, VIEW, "nl:kvk:90000002", "--assurance", "high")
    typed("why", JONAS, VIEW, DE_KORREL, "--branch", "dk:pnr:1000000001")

    said = capsys.readouterr().out
    assert "The right was given to the user at home, by assignment a3." in said
    assert "The right held is portal:edit, which covers it." in said
    assert "dk:pnr:1000000001 is no branch of Bakkerij De Korrel." in said


@pytest.mark.parametrize(
    "wrong",
    [["--assurance", "huge"], ["--means", "stamp"], ["--time", "2026-03-02T09:00:00"], ["--time", "now"]],
)
def test_why_does_not_guess_what_was_meant(wrong: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        typed("why", JONAS, VIEW, NORDBY, *wrong)

    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["load-world", "why"])
def test_each_command_has_help_with_an_example(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        typed(command, "--help")

    assert f"example: fuldmagt {command} " in capsys.readouterr().out

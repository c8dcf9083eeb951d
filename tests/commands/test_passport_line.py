"""Names and lines of passports on the command line, answered in JSON."""

import json

import pytest

from fuldmagt.commands.main import main

pytestmark = pytest.mark.requirement("B4")


def answer(capsys, *arguments: str) -> dict:
    assert main(["passport-line", *arguments]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_a_name_alone_is_answered_with_its_field(capsys):
    told = answer(capsys, "compose", "--surname", "Østergård", "--given", "Anna Maria")
    assert told == {"name": "OESTERGAARD<<ANNA<MARIA".ljust(39, "<")}


@pytest.mark.parametrize("form", ["TD1", "TD2", "TD3", "MRVA", "MRVB"])
def test_what_is_composed_is_parsed_again(capsys, form):
    told = answer(
        capsys, "compose", "--format", form, "--surname", "Østergård", "--given", "Anna", "--issuer", "DNK",
        "--number", "012345678", "--nationality", "DNK", "--birth", "1992-04-11", "--sex", "F",
        "--expiry", "2031-05-01",
    )  # fmt: skip
    read = answer(capsys, "parse", *told["lines"])
    assert read.pop("checks").items() >= {"number": True, "birth_date": True, "expiry_date": True}.items()
    assert read == {
        "format": form, "valid": True, "surname": "OESTERGAARD", "given_names": "ANNA",
        "number": "012345678", "issuer": "DNK", "nationality": "DNK", "birth_date": "1992-04-11",
        "sex": "F", "expiry_date": "2031-05-01",
    }  # fmt: skip


def test_two_names_are_compared(capsys):
    assert answer(capsys, "match", "Jürgen Müller", "MULLER JUERGEN") == {"match": True}
    assert answer(capsys, "match", "Jürgen Müller", "Jürgen Meyer") == {"match": False}


def test_what_is_no_line_is_told_in_a_sentence(capsys):
    assert main(["passport-line", "parse", "P<UTO"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["valid"]
    assert "two of 44" in told["error"]
    assert main(["passport-line", "compose", "--surname", "山田"]) == 2
    assert "A sign of the name" in capsys.readouterr().err

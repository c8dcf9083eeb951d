"""`fuldmagt passport-line`: read, write and compare names and lines as passports have them."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from fuldmagt.people.passport import lines, names
from fuldmagt.people.passport.formats import LAYOUTS, Format
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

EXAMPLE = """examples:
  fuldmagt passport-line compose --surname Østergård --given "Anna Maria"
  fuldmagt passport-line compose --format TD3 --surname Østergård --given Anna --issuer DNK \\
      --number 012345678 --nationality DNK --birth 1992-04-11 --sex F --expiry 2031-05-01
  fuldmagt passport-line parse 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<' \\
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10'
  fuldmagt passport-line match "Jürgen Müller" "MULLER JUERGEN\""""
WRONG = {
    "lines": "The lines fit no document: passports have two of 44 signs, cards three of 30 or two of 36.",
    "name": "A sign of the name has no place in a passport's line, or there is no name.",
    "issuer": "The issuer is a code of one to three letters.",
    "nationality": "The nationality is a code of one to three letters.",
    "number": "The document number is too long, or holds a sign that is no letter or digit.",
    "sex": "The sex is M, F or X.",
}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "passport-line",
        help="read, write and compare names and lines as passports have them; answers in JSON",
        description="The machine-readable zone of ICAO Doc 9303: TD1, TD2, TD3, MRV-A and MRV-B.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    deeds = parser.add_subparsers(title="what to do", metavar="compose|parse|match", required=True)
    compose = deeds.add_parser("compose", help="the lines; with names alone, the name field")
    compose.add_argument("--format", type=Format, choices=list(Format), default=Format.TD3)
    compose.add_argument("--surname", required=True)
    compose.add_argument("--given", default="", help="given names")
    for name in ("issuer", "number", "nationality", "sex"):
        compose.add_argument(f"--{name}")
    for name in ("birth", "expiry"):
        compose.add_argument(f"--{name}", type=date.fromisoformat, metavar="YYYY-MM-DD")
    compose.set_defaults(run=run_compose)
    parse = deeds.add_parser("parse", help="what the lines say, with each check digit judged")
    parse.add_argument("lines", nargs="+", metavar="LINE")
    parse.set_defaults(run=run_parse)
    match = deeds.add_parser("match", help="whether two written names can be one person's")
    match.add_argument("names", nargs=2, metavar="NAME")
    match.set_defaults(run=run_match)


def run_compose(args: argparse.Namespace) -> int:
    rest = (args.issuer, args.number, args.nationality, args.sex, args.birth, args.expiry)
    if not any(rest):
        field = names.field(args.surname, args.given, LAYOUTS[args.format].name.width)
        return _wrong("name") if field is None else _print({"name": field})
    said = lines.Particulars(
        surname=args.surname,
        given_names=args.given,
        issuer=args.issuer or "",
        number=args.number or "",
        nationality=args.nationality or "",
        birth_date=args.birth,
        sex=args.sex or "",
        expiry_date=args.expiry,
    )
    composed = lines.compose(args.format, said)
    return _wrong(composed.about) if isinstance(composed, Refusal) else _print({"lines": composed})


def run_parse(args: argparse.Namespace) -> int:
    read = lines.parse(lines.typed(args.lines), today=clock.now().date())
    if isinstance(read, Refusal):
        _print({"format": None, "valid": False, "checks": {}, "error": _sentence(read.about)})
        return 1
    return _print(
        {
            "format": read.format.value,
            "valid": read.valid,
            "checks": dict(read.checks),
            "surname": read.name.surname,
            "given_names": read.name.given_names,
            "number": read.number,
            "issuer": read.issuer,
            "nationality": read.nationality,
            "birth_date": read.birth_date.isoformat() if read.birth_date else None,
            "sex": read.sex,
            "expiry_date": read.expiry_date.isoformat() if read.expiry_date else None,
        }
    )


def run_match(args: argparse.Namespace) -> int:
    return _print({"match": names.same_person(*args.names)})


def _print(answer: dict[str, Any]) -> int:
    json.dump(answer, sys.stdout, ensure_ascii=False)
    print()
    return 0


def _sentence(about: str) -> str:
    line = about.removeprefix("line_")
    return WRONG.get(about, f"Line {line} holds a sign that cannot stand there.")


def _wrong(about: str) -> int:
    print(f"fuldmagt passport-line: {_sentence(about)}", file=sys.stderr)
    return 2

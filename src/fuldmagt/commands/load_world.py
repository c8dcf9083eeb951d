"""`fuldmagt load-world FILE`: put a whole world into an empty database."""

import argparse
import sys
from pathlib import Path

from django.core.management import call_command

from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

BY = "command-line"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "load-world",
        help="load a whole world from a JSON file into an empty database",
        description="Loads organisations, people, users, the catalogue, every record of power and the "
        "clients from one file: all of it, or nothing where something is wrong with it. "
        "For demonstrations, tests and benchmarks.",
        epilog="example: fuldmagt load-world world.json --replace",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the world, as JSON")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="empty the database first: everything in it is lost, the log too",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        text = args.file.read_bytes()
    except OSError as error:
        print(f"{args.file} cannot be read: {error.strerror}", file=sys.stderr)
        return 2
    parsed = world.parse(text)
    if not isinstance(parsed, world.World):
        _complain(args.file, parsed)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    loaded = load(parsed, replace=args.replace, by=BY, at=clock.now())
    if isinstance(loaded, Refusal):
        print(
            "The database is not empty. Nothing was loaded. With --replace it is emptied first, "
            "and everything in it is lost.",
            file=sys.stderr,
        )
        return 1
    counts = ", ".join(f"{section.replace('_', ' ')} {count}" for section, count in loaded.items() if count)
    print(f"The world of {args.file} is loaded: {counts or 'it is empty'}.")
    return 0


def _complain(file: Path, faults: tuple[world.Fault, ...]) -> None:
    for fault in faults:
        print(f"{file}, {fault}", file=sys.stderr)
    count = "One thing is" if len(faults) == 1 else f"{len(faults)} things are"
    print(f"{count} to be mended first. Nothing was loaded.", file=sys.stderr)

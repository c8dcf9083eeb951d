"""`fuldmagt import-catalogue FILE`: make the catalogue of some providers what a file says."""

import argparse
import sys
from pathlib import Path

from fuldmagt.catalogue.imports.actions import Loaded, load, refused_to_vouch
from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.mandates.queries import holders
from fuldmagt.vocabulary import clock

BY = "command-line"
NOT_ALONE = "organisations have joined this platform, so two operators admit new providers."


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "import-catalogue",
        help="load providers, services and rights from a YAML file",
        description="Makes the catalogue of the providers in the file what the file says: all of it, or "
        "nothing where something is wrong. A new provider waits for two operators to admit it.",
        epilog="example: fuldmagt import-catalogue catalogue.yaml --dry-run  (format: docs/catalogue.md)",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the catalogue, as YAML in UTF-8")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument(
        "--admitted",
        action="store_true",
        help="admit new providers at once: only in a demonstration, and before any organisation has joined",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        text = args.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{args.file} cannot be read: {error}", file=sys.stderr)
        return 2
    at = clock.now()
    if args.admitted and refused_to_vouch(by=BY, at=at):
        print(f"--admitted: {NOT_ALONE} Nothing was loaded.", file=sys.stderr)
        return 1
    outcome = load(
        text,
        held=lambda rights: holders(rights, at=at),
        by=BY,
        at=at,
        admitted=args.admitted,
        dry_run=args.dry_run,
    )
    if isinstance(outcome, list):
        _complain(args.file, outcome)
        return 1
    _tell(outcome, dry_run=args.dry_run)
    return 0


def _complain(file: Path, problems: list[Problem]) -> None:
    for problem in problems:
        print(f"{file}, {problem}", file=sys.stderr)
    count = "One thing is" if len(problems) == 1 else f"{len(problems)} things are"
    print(f"{count} to be mended first. Nothing was loaded.", file=sys.stderr)


def _tell(loaded: Loaded, *, dry_run: bool) -> None:
    plan = loaded.plan
    if plan.is_empty:
        print("The catalogue is already as the file says.")
        return
    would = "would be " if dry_run else ""
    gone = {"right": plan.retired, "set": plan.sets_removed, "package": plan.packages_removed}
    out = [f"{kind} {ref}" for kind, refs in gone.items() for ref in refs]
    for words, entries in (("new", plan.new), ("changed", plan.changed), ("taken out", out)):
        for entry in entries:
            held = loaded.holders.get(entry.removeprefix("right "), 0)
            note = f" (given by {held} {'record' if held == 1 else 'records'})" if held else ""
            print(f"{would}{words}: {entry}{note}")
    print("Nothing was changed: this was a dry run." if dry_run else "Loaded.")

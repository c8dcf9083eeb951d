"""`fuldmagt import-prices FILE`: make the price list what a file says."""

import argparse
import sys
from pathlib import Path

from django.utils.timezone import localtime

from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.costs.prices.actions import load
from fuldmagt.costs.prices.rules import Plan, Price
from fuldmagt.vocabulary import clock

BY = "command-line"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "import-prices",
        help="load the price list from a YAML file",
        description="Makes the price list what the file says: all of it, or nothing where something is "
        "wrong. A price that has begun is never changed: a new one begins tomorrow or later.",
        epilog="example: fuldmagt import-prices prices.yaml --dry-run  (format: docs/prices.md)",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the price list, as YAML in UTF-8")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        text = args.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{args.file} cannot be read: {error}", file=sys.stderr)
        return 2
    at = clock.now()
    outcome = load(text, today=localtime(at).date(), by=BY, at=at, dry_run=args.dry_run)
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


def _tell(plan: Plan, *, dry_run: bool) -> None:
    if plan.is_empty:
        print("The price list is already as the file says.")
        return
    would = "would be " if dry_run else ""
    for words, prices in (("new", plan.new), ("withdrawn", plan.withdrawn)):
        for price in prices:
            print(f"{would}{words}: {_written(price)}")
    print("Nothing was changed: this was a dry run." if dry_run else "Loaded.")


def _written(price: Price) -> str:
    amount = f"{price.amount // 100}.{price.amount % 100:02}"
    return f"{price.kind} {amount} from {price.since}, charged {price.charged}"

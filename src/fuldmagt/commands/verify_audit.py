"""`fuldmagt verify-audit`: read the whole log again and say whether it is as it was written."""

import argparse

from fuldmagt.audit.queries import count
from fuldmagt.audit.tasks import first_break


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "verify-audit",
        help="read the whole log again and say whether it is as it was written",
        epilog="example: fuldmagt verify-audit",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    broken = first_break()
    if broken is not None:
        print(f"The log does not hold from entry {broken} on.")
        return 1
    print(f"The log holds: {count()} entries, each chained to the one before.")
    return 0

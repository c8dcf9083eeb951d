"""`fuldmagt migrate`: bring the database to the shape this release needs."""

import argparse

from django.core.management import call_command


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="bring the database to the shape this release needs",
        epilog="example: FULDMAGT_DATABASE_URL=postgres://... fuldmagt migrate",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=1)
    return 0

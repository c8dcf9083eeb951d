"""The command-line program `fuldmagt`."""

import argparse
import os
import sys
from importlib import import_module
from typing import Final

import django
from django.db import OperationalError, ProgrammingError

# In the order of `fuldmagt --help`; each module has `add(subparsers)`.
COMMANDS: Final = (
    "serve",
    "serve_decisions",
    "worker",
    "migrate",
    "check",
    "decisions",
    "verify_audit",
    "create_client",
    "rotate_keys",
    "import_catalogue",
    "import_prices",
    "import_users",
    "load_world",
    "passport_line",
    "why",
    "demo",
)


def parser() -> argparse.ArgumentParser:
    program = argparse.ArgumentParser(
        prog="fuldmagt",
        description="Who may act for whom: digitally, lawfully, provably.",
        epilog="Settings come from the environment (FULDMAGT_...): see docs/settings.md.",
    )
    subparsers = program.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"fuldmagt.commands.{name}").add(subparsers)
    return program


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuldmagt.config.settings")
    django.setup()  # before the commands are imported: their modules name tables
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except (OperationalError, ProgrammingError) as error:
        said = str(error).strip().partition("\n")[0]
        print(f"fuldmagt: the database does not do its part: {said}", file=sys.stderr)
        print("Is FULDMAGT_DATABASE_URL right, and has `fuldmagt migrate` been run?", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())

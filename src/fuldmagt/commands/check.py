"""`fuldmagt check`: is this installation safe to run?"""

import argparse

from django.core.checks import Error, run_checks


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "check",
        help="say whether this installation is safe to run",
        epilog="example: FULDMAGT_BASE_URL=https://fuldmagt.example fuldmagt check",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    messages = run_checks(include_deployment_checks=False)
    for message in messages:
        print(f"{message.id}: {message.msg}")
    wrong = [message for message in messages if isinstance(message, Error)]
    if not wrong:
        print("This installation is safe to run.")
    return 1 if wrong else 0

"""`fuldmagt demo`: the whole platform with a world to try it in, on one machine, in one command."""

import argparse
from pathlib import Path

from fuldmagt.commands.demo import prepare, stage


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "demo",
        help="run everything with a demonstration world",
        epilog="example: fuldmagt demo            on other ports: fuldmagt demo --port 9000",
    )
    parser.add_argument(
        "--port", type=int, default=8000, help="the platform's port; the others follow (default %(default)s)"
    )
    parser.add_argument("--var", type=Path, help="folder for databases and keys (default: var/)")
    parser.add_argument("--fresh", action="store_true", help="throw the world of last time away first")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.prepare:
        return prepare.prepare()
    return stage.run(port=args.port, var=args.var, fresh=args.fresh)

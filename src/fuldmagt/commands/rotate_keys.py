"""`fuldmagt rotate-keys`: new keys to sign with."""

import argparse

from fuldmagt.clients.keys import actions
from fuldmagt.vocabulary import clock


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "rotate-keys",
        help="draw new keys to sign with; the old ones stay in the key set for a while",
        epilog="example: fuldmagt rotate-keys   after a theft: fuldmagt rotate-keys --at-once",
    )
    parser.add_argument(
        "--at-once", action="store_true", help="sign with the new keys now, and withdraw the old ones now"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    for key in actions.rotate(by="command line", at=clock.now(), at_once=args.at_once):
        print(f"{key.algorithm}  {key.kid}  signs from {key.signs_from:%Y-%m-%d %H:%M:%S %Z}")
    return 0

"""`fuldmagt serve`: the web port, by granian in several processes that come back when one dies."""

import argparse
import sys

from django.conf import settings
from django.core.checks import Error, run_checks
from granian import Granian
from granian.constants import Interfaces


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "serve",
        help="answer on the web port",
        epilog="example: fuldmagt serve --host 0.0.0.0 --workers 4",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, help="port to listen on (default: FULDMAGT_PORT, else 8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default %(default)s)")
    parser.add_argument("--threads", type=int, default=16, help="threads in each (default %(default)s)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    unsafe = [message for message in run_checks() if isinstance(message, Error)]
    if unsafe:
        for message in unsafe:
            print(f"Not started: {message.msg}", file=sys.stderr)
        return 1
    Granian(
        "fuldmagt.config.wsgi:application",
        address=args.host,
        port=args.port or settings.PORT,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=args.threads,
        respawn_failed_workers=True,  # without it the whole server ends when one process is killed
        log_access=False,
    ).serve()
    return 0

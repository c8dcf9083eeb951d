"""`fuldmagt serve-decisions`: the decision port, in several processes that come back when one dies."""

import argparse
import os
import sys
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.checks import Error, run_checks
from granian import Granian
from granian.constants import Interfaces


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "serve-decisions",
        help="answer services on the decision port",
        description="The same door for decisions as on the web port, many times as fast: each process "
        "answers from what it holds. docs/decision-port.md says how to run it.",
        epilog="example: fuldmagt serve-decisions --host 0.0.0.0 --workers 4",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument(
        "--port", type=int, help="port to listen on (default: FULDMAGT_DECISION_PORT, else 8001)"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes (default %(default)s)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with TemporaryDirectory(prefix="fuldmagt-counts-") as counts:
        # Before prometheus-client is there: it looks once whether several processes count together.
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", counts)
        unsafe = [message for message in run_checks() if isinstance(message, Error)]
        for message in unsafe:
            print(f"Not started: {message.msg}", file=sys.stderr)
        if not unsafe:
            _serve(args)
    return 1 if unsafe else 0


def _serve(args: argparse.Namespace) -> None:
    Granian(
        "fuldmagt.config.rsgi:application",
        address=args.host,
        port=args.port or settings.DECISION_PORT,
        interface=Interfaces.RSGI,
        workers=args.workers,
        websockets=False,
        respawn_failed_workers=True,  # without it the whole server ends when one process is killed
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_access=False,
    ).serve()

"""`fuldmagt decisions`: the decision log, as lines of JSON or to a collector of OpenTelemetry."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from fuldmagt.decisions.log.collecting import Unsent, send
from fuldmagt.decisions.log.reading import Wanted, records

TOGETHER = 500


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "decisions",
        help="print the decision log, or send it to a collector",
        description="What services have asked, one JSON object a line, in the shape of the Authorization "
        "Decision Log. With --otlp the records go to a collector of OpenTelemetry instead.",
        epilog="example: fuldmagt decisions --since 2026-03-01T00:00:00+01:00 --client portal > march.jsonl",
    )
    parser.add_argument(
        "--since", type=instant, metavar="TIME", help="from this instant (RFC 3339, with zone)"
    )
    parser.add_argument("--until", type=instant, metavar="TIME", help="up to this instant")
    parser.add_argument("--client", default="", help="of this application alone")
    parser.add_argument("--otlp", metavar="URL", help="send them there, as OTLP over HTTP")
    parser.add_argument("--folder", type=Path, help="where the log is (default: FULDMAGT_DECISION_LOG)")
    parser.set_defaults(run=run)


def instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{written} is no instant with a zone, as in 2026-03-01T00:00:00Z")
    return at


def run(args: argparse.Namespace) -> int:
    folder = args.folder or (Path(settings.DECISION_LOG) if settings.DECISION_LOG else None)
    if folder is None or not folder.is_dir():
        print(
            f"There is no decision log in {folder or 'any folder'} (FULDMAGT_DECISION_LOG).", file=sys.stderr
        )
        return 1
    found = records(folder, Wanted(args.since, args.until, args.client))
    if args.otlp:
        return _send((record for _, record in found), args.otlp)
    for line, _ in found:
        sys.stdout.buffer.write(line)
    return 0


def _send(found: Iterable[dict[str, Any]], to: str) -> int:
    waiting, sent = iter(found), 0
    while some := list(islice(waiting, TOGETHER)):
        try:
            send(some, to=to)
        except Unsent as error:
            print(f"{error}. {sent} records were sent before.", file=sys.stderr)
            return 1
        sent += len(some)
    print(f"{sent} records were sent to {to}.")
    return 0

"""`fuldmagt create-client`: let an application use the platform."""

import argparse
import json
import sys
from pathlib import Path

from fuldmagt.clients import actions, rules
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

EXAMPLE = """example:
  fuldmagt create-client se-sag --name "Se Sag" --provider aes --service se-sag \\
      --redirect-uri https://se-sag.example/callback
  fuldmagt create-client se-sag-decisions --name "Se Sag, decisions" --provider aes \\
      --scope access:evaluate"""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "create-client",
        help="let an application use the platform; prints its secret once",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("ref", metavar="ID", help="the client id")
    parser.add_argument("--name", required=True, help="what people read")
    parser.add_argument("--provider", help="whose application it is; none: the platform's own")
    parser.add_argument("--service", action="append", default=[], help="a service that it lets people in to")
    parser.add_argument("--scope", action="append", default=[], help="default: those of a login")
    parser.add_argument("--redirect-uri", action="append", default=[], help="compared byte by byte")
    parser.add_argument("--post-logout-redirect-uri", action="append", default=[])
    parser.add_argument("--callback-uri", action="append", default=[], help="where it is told of requests")
    parser.add_argument("--authentication", choices=rules.METHODS, default="client_secret_basic")
    parser.add_argument("--jwks", type=Path, help="file with its public keys, for private_key_jwt")
    parser.add_argument("--id-token-algorithm", choices=rules.ALGORITHMS, default="ES256")
    parser.add_argument("--requires-pushed-requests", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    application = actions.Application(
        ref=args.ref,
        name=args.name,
        provider=args.provider,
        services=tuple(args.service),
        authentication=args.authentication,
        jwks=json.loads(args.jwks.read_text()) if args.jwks else {},
        scopes=tuple(args.scope),
        redirect_uris=tuple(args.redirect_uri),
        post_logout_redirect_uris=tuple(args.post_logout_redirect_uri),
        callback_uris=tuple(args.callback_uri),
        id_token_algorithm=args.id_token_algorithm,
        requires_pushed_requests=args.requires_pushed_requests,
    )
    match actions.register(application, by="command line", at=clock.now()):
        case Refusal() as refusal:
            print(f"Not created: {refusal.reason.value}, {refusal.about}", file=sys.stderr)
            return 1
        case registered:
            print(f"client id      {registered.client.ref}")
            if registered.secret:
                print(f"client secret  {registered.secret}    (shown this once)")
            return 0

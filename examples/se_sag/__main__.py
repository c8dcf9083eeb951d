"""`python -m examples.se_sag`: run Se Sag until it is ended; `--jwks` prints its public keys instead."""

import argparse
import json


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m examples.se_sag",
        description="Se Sag, a service for case workers. Settings: examples/README.md.",
    )
    parser.add_argument("--jwks", action="store_true", help="print the public keys to register, and end")
    told = parser.parse_args()

    # Read only now, so that --help needs no settings.
    from examples.kit.keys import public
    from examples.kit.serving import serve
    from examples.se_sag.configuration import CONFIGURATION

    if told.jwks:
        print(json.dumps(public(CONFIGURATION.key)))
    else:
        serve("examples.se_sag", host=CONFIGURATION.host, port=CONFIGURATION.port)


if __name__ == "__main__":
    main()

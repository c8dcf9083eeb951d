"""`python -m examples.employer_portal`: run the portal until it is ended; `--jwks` prints its public keys."""

import argparse
import json
import os


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m examples.employer_portal",
        description="An employer portal of a pension provider. Settings: examples/README.md.",
    )
    parser.add_argument("--jwks", action="store_true", help="print the public keys to register, and end")
    told = parser.parse_args()

    # Read only now, so that --help needs no settings.
    from examples.employer_portal.configuration import CONFIGURATION
    from examples.kit.keys import public
    from examples.kit.serving import serve

    if told.jwks:
        print(json.dumps(public(CONFIGURATION.key)))
        return
    prepare()
    serve("examples.employer_portal", host=CONFIGURATION.host, port=CONFIGURATION.port)


def prepare() -> None:
    """The database as this release wants it, with the invented employers where it is new."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "examples.employer_portal.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from examples.employer_portal.participants import invented
    from examples.kit.frame import now

    invented.fill(at=now())


if __name__ == "__main__":
    main()

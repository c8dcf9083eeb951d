"""`python -m examples.national_eid [--people FILE]`: run the stand-in until it is ended."""

import argparse
import os


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m examples.national_eid",
        description="A stand-in for a national eID. Settings: examples/README.md.",
    )
    parser.add_argument("--people", metavar="FILE", help="JSON list of the people who may log in")
    told = parser.parse_args()
    if told.people:
        os.environ["NATIONAL_EID_PEOPLE_FILE"] = told.people

    # Read only now: the arguments above are part of it.
    from examples.kit.serving import serve
    from examples.national_eid.configuration import CONFIGURATION

    serve("examples.national_eid", host=CONFIGURATION.host, port=CONFIGURATION.port)


if __name__ == "__main__":
    main()

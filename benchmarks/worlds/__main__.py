"""`python -m benchmarks.worlds`: write a world to a file that `fuldmagt load-world` reads."""

import argparse
import sys
from pathlib import Path

import msgspec

from benchmarks.worlds.growing import every, world


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.worlds",
        description="Write an invented world, the same for the same seed.",
        epilog="example: python -m benchmarks.worlds --mandates 100000 --seed 1 --out world.json",
    )
    parser.add_argument("--mandates", type=int, default=10_000, help="records of power (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which world (default %(default)s)")
    parser.add_argument("--out", type=Path, help="the file (default: standard output)")
    given = parser.parse_args()
    if given.mandates < 1:
        parser.error("--mandates: a world has at least one record")
    grown = world(given.mandates, given.seed)
    written = msgspec.json.encode(grown)
    if given.out is None:
        sys.stdout.buffer.write(written + b"\n")
        return
    given.out.write_bytes(written)
    records = sum(1 for _ in every(grown))
    print(f"{given.out}: {records:,} records of {len(grown.users):,} users")


if __name__ == "__main__":
    main()

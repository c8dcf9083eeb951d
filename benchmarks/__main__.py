"""`make bench`: every benchmark, or those named; a table, and benchmarks/results.json, where what is measured
anew takes the place of what was.

example: python -m benchmarks engine port
"""

import argparse
from importlib import import_module
from pathlib import Path

import msgspec

from benchmarks.figures import Figure, of

RESULTS = Path(__file__).parent / "results.json"
BENCHMARKS = ("law", "door", "imports", "picture", "loading", "engine", "port")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure, each beside its peer."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(BENCHMARKS)}")
    chosen = parser.parse_args().names or BENCHMARKS
    if unknown := set(chosen) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in chosen:
        for result in import_module(f"benchmarks.{name}").results():
            figure = result if isinstance(result, Figure) else of(result)
            figures.append(figure)
            print(figure.row, flush=True)
    keep(figures)


def keep(figures: list[Figure]) -> None:
    before = msgspec.json.decode(RESULTS.read_bytes()) if RESULTS.exists() else []
    kept = {each["name"]: each for each in before}
    for figure in figures:
        shown = {part: value for part, value in msgspec.to_builtins(figure).items() if part != "must"}
        kept[figure.name.strip()] = shown | {"name": figure.name.strip()}
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(list(kept.values())), indent=2) + b"\n")


if __name__ == "__main__":
    main()

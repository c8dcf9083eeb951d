"""`make bench`: every benchmark, a table of ratios, and benchmarks/results.json."""

import json
from pathlib import Path

from benchmarks import door, imports, law, picture

RESULTS = Path(__file__).parent / "results.json"
BENCHMARKS = (law, door, imports, picture)


def main() -> None:
    rows = []
    print(f"{'what':<44} {'a second':>10}   {'beside':<36} {'a second':>10} {'ratio':>7}")
    for benchmark in BENCHMARKS:
        for result in benchmark.results():
            rows.append(result.row())
            print(
                f"{result.what:<44} {result.a_second:>10,.0f}   {result.beside:<36} "
                f"{result.beside_a_second:>10,.0f} {result.ratio:>7.2f}",
                flush=True,
            )
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()

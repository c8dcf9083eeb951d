"""Pictures of what was measured, for docs/benchmarks.md."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt  # only now has it a way to draw

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "benchmarks"
INK, LINE = "#1d3557", "#2a7f62"


def against_size(costs: Mapping[int, float]) -> None:
    """The cost of a decision against how many records there are."""
    picture, axes = plt.subplots(figsize=(6.4, 3.2))
    sizes = sorted(costs)
    axes.plot(sizes, [costs[each] * 1e6 for each in sizes], marker="o", color=LINE)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("records (assignments, mandates, grants)", color=INK)
    axes.set_ylabel("microseconds, p50", color=INK)
    axes.set_title("What a decision costs against how much is held", color=INK)
    _save(picture, "cost-against-size.svg")


def under_load(points: Mapping[float, tuple[float, float]]) -> None:
    """The time of an answer against how many are asked a second: (p50, p99) in seconds."""
    picture, axes = plt.subplots(figsize=(6.4, 3.2))
    rates = sorted(points)
    for place, name in enumerate(("p50", "p99")):
        axes.plot(rates, [points[each][place] * 1000 for each in rates], marker="o", label=name)
    axes.set_yscale("log")
    axes.set_xlabel("decisions asked a second, one core", color=INK)
    axes.set_ylabel("milliseconds", color=INK)
    axes.set_title("How long an answer takes under load", color=INK)
    axes.legend()
    _save(picture, "latency-under-load.svg")


def _save(picture: Any, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture.tight_layout()
    picture.savefig(FOLDER / name, metadata={"Date": None})
    plt.close(picture)

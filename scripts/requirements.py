"""The table of requirements and the tests that name them; a requirement without a test is a failure."""

import os
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "requirements.md"
WIDTH = 110


class Collected:
    """A pytest plugin that notes which test names which requirement."""

    def __init__(self) -> None:
        self.proofs: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            name = item.nodeid.split("[")[0]
            for mark in item.iter_markers("requirement"):
                for requirement in mark.args:
                    if name not in self.proofs[requirement]:
                        self.proofs[requirement].append(name)


def promised() -> dict[str, str]:
    """The requirements of this version, as the page lists them."""
    now, _, _ = PAGE.read_text().partition("## Later")
    return dict(re.findall(r"^\| ([A-Z]\d+) \| (.+) \|$", now, re.MULTILINE))


def proofs() -> Mapping[str, list[str]]:
    collected = Collected()
    os.chdir(ROOT)
    options = "addopts=--ds=tests.settings --strict-markers --import-mode=importlib"
    code = pytest.main(["--collect-only", "-p", "no:terminal", "-o", options, "tests"], plugins=[collected])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise SystemExit(f"The tests cannot be collected: {code!r}. See .venv/bin/pytest --collect-only")
    return collected.proofs


def table(texts: Mapping[str, str], found: Mapping[str, list[str]]) -> list[str]:
    lines = []
    for requirement, text in texts.items():
        lines += textwrap.wrap(f"{requirement:<4} {text}", WIDTH, subsequent_indent="     ")
        lines += [f"       {name}" for name in found.get(requirement, ["NO TEST"])]
    return lines


def faults(texts: Mapping[str, str], later: str, found: Mapping[str, list[str]]) -> list[str]:
    """What is wrong with the table, in sentences."""
    unproven = [requirement for requirement in texts if not found.get(requirement)]
    unknown = [requirement for requirement in found if requirement not in texts and requirement not in later]
    said = []
    if unproven:
        said.append(f"Without a test: {', '.join(unproven)}")
    if unknown:
        said.append(f"Named by tests, but not in docs/requirements.md: {', '.join(unknown)}")
    return said


def main() -> int:
    texts, found = promised(), proofs()
    print("\n".join(table(texts, found)))
    wrong = faults(texts, PAGE.read_text().partition("## Later")[2], found)
    print(
        f"\n{sum(1 for each in texts if found.get(each))} of {len(texts)} requirements are named by a test."
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

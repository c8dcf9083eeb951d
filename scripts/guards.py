"""Takes out one security guard after another, and expects a test to turn red each time.

A guard is a file tests/guards/<name>.patch: a line `Guard:` with what is taken out, one or more
lines `Red:` with the tests that must fail without it, and a unified diff. Names of guards as
arguments choose some of them.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GUARDS = ROOT / "tests" / "guards"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "build", "*_cache", "__pycache__")


class Guard(NamedTuple):
    name: str
    what: str
    red: list[str]
    patch: Path


def guard_of(patch: Path) -> Guard:
    text = patch.read_text()
    what = re.search(r"^Guard: (.+)$", text, re.MULTILINE)
    red = re.findall(r"^Red: (\S+)$", text, re.MULTILINE)
    if not what or not red:
        raise SystemExit(f"{patch.name} lacks its line `Guard:` or `Red:`")
    return Guard(patch.stem, what[1], red, patch)


def all_guards() -> list[Guard]:
    return [guard_of(patch) for patch in sorted(GUARDS.glob("*.patch"))]


def apply(guard: Guard, folder: Path, *options: str) -> None:
    """Change the source in a folder as the patch says. A patch that does not fit any more is an error."""
    done = subprocess.run(  # noqa: S603 - our own command
        ["git", "apply", "--recount", *options, str(guard.patch)],  # noqa: S607 - git is where the path says
        cwd=folder,
        env=os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{guard.patch.name} does not fit the source any more:\n{done.stderr}")


def copy_of_the_project(folder: Path) -> Path:
    copy = folder / "fuldmagt"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    return copy


def outcome(tests: list[str], folder: Path) -> tuple[bool, str]:
    """Run some tests on the source in a folder. Gives whether all passed, and what pytest said."""
    outer = ("PYTEST_", "DJANGO_", "FULDMAGT_", "COV")  # a test run around this one is none of its business
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "pytest", "-q", "--no-header", "-rf", "-p", "no:cacheprovider", *tests],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith(outer)}
        | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode == 0, done.stdout


def without(guard: Guard, copy: Path) -> bool:
    """Whether every test that the guard names fails, not merely breaks down, when the guard is gone."""
    began = time.monotonic()
    apply(guard, copy)
    try:
        _, said = outcome(guard.red, copy)
    finally:
        apply(guard, copy, "--reverse")
    red = all(f"FAILED {test}" in said for test in guard.red)
    print(f"  {'red  ' if red else 'GREEN'} {guard.name} ({time.monotonic() - began:.0f} s)", flush=True)
    if not red:
        print(f"        {guard.what}\n{said}")
    return red


def main(chosen: list[str]) -> int:
    guards = [guard for guard in all_guards() if not chosen or guard.name in chosen]
    if not guards:
        raise SystemExit(
            f"No guard of that name. There are: {', '.join(guard.name for guard in all_guards())}"
        )
    with tempfile.TemporaryDirectory(prefix="fuldmagt-guards-") as folder:
        copy = copy_of_the_project(Path(folder))
        green, said = outcome(sorted({test for guard in guards for test in guard.red}), copy)
        if not green:
            print(f"With every guard in its place these tests must pass, and do not:\n{said}")
            return 1
        print("With every guard in its place all tests are green. Without each:", flush=True)
        noticed = [without(guard, copy) for guard in guards]
    print(f"\n{sum(noticed)} of {len(noticed)} guards are missed by a test when they are gone.")
    return 0 if all(noticed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

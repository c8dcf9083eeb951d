"""The checks that need no database: two at a time, each named, the words of those that fail."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "types": ["mypy"],
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "import rules": ["lint-imports", "--no-logo"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "templates": ["djlint", "src/fuldmagt/web/templates", "examples", "--lint", "--quiet"],
    "translations": ["python", "scripts/messages.py", "check"],
    "house rules": ["pytest", "tests/house", "-q", "--no-header"],
}
ENVIRONMENT = os.environ | {"FULDMAGT_TESTING": "yes", "DJANGO_SETTINGS_MODULE": "fuldmagt.config.settings"}


class Outcome(NamedTuple):
    name: str
    good: bool
    said: str
    seconds: float


def outcome_of(name: str) -> Outcome:
    program, *arguments = CHECKS[name]
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the commands are the table above
        [str(BIN / program), *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return Outcome(name, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - began)


def main() -> int:
    failed = []
    with ThreadPoolExecutor(max_workers=2) as two_at_a_time:
        for outcome in two_at_a_time.map(outcome_of, CHECKS):
            verdict = "ok    " if outcome.good else "FAILED"
            print(f"  {verdict} {outcome.name} ({outcome.seconds:.0f} s)", flush=True)
            if not outcome.good:
                failed.append(outcome)
    for outcome in failed:
        print(f"\n{outcome.name}: {' '.join(CHECKS[outcome.name])}\n{outcome.said}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every test on SQLite, then those that touch the database on PostgreSQL; and the branches taken.

Of many cases of one story PostgreSQL sees a third, and each odd one (tests/conftest.py).
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
BROWSER = (
    "tests/journeys",  # the longest first, so that no other waits for them in the end
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/test_*in_the_browser.py")),
    "tests/administration/test_passport.py",
    "tests/app/test_foreign_employee.py",
    "tests/app/test_in_every_language.py",
    "tests/app/test_the_page.py",
    "tests/journey_page/test_languages.py",
    "tests/oidc/test_posted_from_elsewhere.py",
    "tests/sign_in/test_pages.py",
    "tests/sign_in/test_passkey_page.py",
    "tests/web/test_look.py",
    "tests/web/test_look_forms.py",
    "tests/web/test_look_moves.py",
)
# What asks much of the machine for few lines of ours: every page for every role, random worlds, crowds.
LONG = (
    "tests/administration/test_overview.py",
    "tests/administration/test_powers.py",
    "tests/administration/test_tenants.py",
    "tests/administration/test_tenants_forms.py",
    "tests/commands/test_operating.py",
    "tests/decisions/test_asking.py",
    "tests/decisions/test_random_worlds.py",
    "tests/examples",
    "tests/guards",
    "tests/imports/test_any_file.py",
    "tests/oidc/test_openid_client.py",
    "tests/oidc/test_redirects.py",
    "tests/powers",
    "tests/recovery/test_words.py",
    "tests/rights/test_never_both.py",
    "tests/sign_in/test_languages.py",
    "tests/web/test_look_words.py",
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/test_*races.py")),
)
# What touches no database, brings its own, or asks the pages in turn need not be seen twice.
ONCE = (
    "tests/administration/test_overview.py",
    "tests/administration/test_powers.py",
    "tests/administration/test_tenants.py",
    "tests/administration/test_tenants_forms.py",
    "tests/commands/test_operating.py",
    "tests/decisions/test_random_worlds.py",
    "tests/decisions/test_stories.py",
    "tests/decisions/test_world_files.py",
    "tests/examples",
    "tests/guards",
    "tests/letters",
    "tests/oidc/test_keys.py",
    "tests/oidc/test_mod_auth_openidc.py",
    "tests/oidc/test_openid_client.py",
    "tests/oidc/test_redirects.py",
    "tests/people",
    "tests/recovery/test_words.py",
    "tests/sign_in/test_languages.py",
    "tests/vocabulary",
    "tests/web",
)
CHECKED = ("tests/house",)  # by `make check`, which comes first


@dataclass(frozen=True)
class Run:
    """Tests that run together: all but what is left out, or those named alone."""

    name: str
    tests: tuple[str, ...] = ("tests",)
    without: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # the command that it runs under
    measured: bool = False
    # More than the two processors of a small machine: a browser, a race or a server often has its test wait.
    at_once: int = 3


# Measuring the branches makes a run nearly twice as long: what the long ones and a browser go through others
# go through too, and the second database takes the branches of the first.
RUNS = (
    Run("SQLite", without=(*BROWSER, *LONG), measured=True),
    Run("SQLite, the long ones and pages in a browser", tests=(*BROWSER, *LONG), at_once=4),
    Run(
        "PostgreSQL",
        without=(*BROWSER, *ONCE),
        before=(str(ROOT / "scripts" / "with-postgres"),),
    ),
)


def go(run: Run, chosen: list[str], measured: Path) -> tuple[int, str]:
    """Run pytest, showing what it says as it says it. Gives its exit code and its closing line."""
    command = [*run.before, str(BIN / "python"), "-m", "pytest", "-n", str(run.at_once), "--dist", "loadfile"]
    command += ["--no-loadscope-reorder"]  # the long ones are few to a file, and come last otherwise
    command += ["-q", "--no-header", "--durations=8", *run.tests, *chosen]
    command += [f"--ignore={path}" for path in (*CHECKED, *run.without)]
    if run.measured:
        command += ["--cov", "--cov-report="]
    environment = os.environ | {"COVERAGE_FILE": str(measured / ".coverage")}
    environment.pop("FULDMAGT_DATABASE_URL", None)
    # Servers and commands are started by the hundred: without byte code each would compile all our modules.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"\nTests on {run.name}", flush=True)
    closing = ""
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return running.returncode, closing


def coverage(measured: Path) -> None:
    """Print how much of the code and its branches was gone through, the least covered files last."""
    environment = os.environ | {"COVERAGE_FILE": str(measured / ".coverage")}
    command = [str(BIN / "coverage"), "report", "--skip-covered", "--skip-empty", "--sort=-cover"]
    print("\nBranch coverage on SQLite", flush=True)
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own command


def main(chosen: list[str]) -> int:
    measured = ROOT / "var" / "coverage"
    measured.mkdir(parents=True, exist_ok=True)
    for old in measured.glob(".coverage*"):
        old.unlink()
    began = time.monotonic()
    results = {run.name: go(run, chosen, measured) for run in RUNS}
    coverage(measured)
    print(f"\nWhole run: {(time.monotonic() - began) / 60:.1f} minutes")
    for name, (_, closing) in results.items():
        print(f"{name}:")
        print(closing, flush=True)
    return max(code for code, _ in results.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

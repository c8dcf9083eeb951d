"""Every test on SQLite, then all that touch the database on PostgreSQL; and the branches taken."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
# What touches no database, or brings its own, or looks at pages in a browser, need not be seen twice.
ONCE = (
    "tests/administration/test_tenants_forms.py",
    "tests/app/test_foreign_employee.py",
    "tests/app/test_in_every_language.py",
    "tests/app/test_the_page.py",
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/test_*in_the_browser.py")),
    "tests/decisions/test_random_worlds.py",
    "tests/decisions/test_stories.py",
    "tests/decisions/test_world_files.py",
    "tests/examples",
    "tests/guards",
    "tests/journey_page/test_languages.py",
    "tests/journeys",
    "tests/letters",
    "tests/oidc/test_redirects.py",
    "tests/people",
    "tests/sign_in/test_pages.py",
    "tests/sign_in/test_passkey_page.py",
    "tests/vocabulary",
    "tests/web",
)
CHECKED = ("tests/house",)  # by `make check`, which comes first
DATABASES = {
    "SQLite": [],
    "PostgreSQL": [str(ROOT / "scripts" / "with-postgres")],
}


def run_on(database: str, chosen: list[str], measured: Path) -> tuple[int, str]:
    """Run pytest, showing what it says as it says it. Gives its exit code and its closing line."""
    # Four on two cores: a browser, a race or a server often has its test wait.
    command = [*DATABASES[database], str(BIN / "python"), "-m", "pytest", "-n", "4", "--dist", "loadfile"]
    command += ["--no-loadscope-reorder"]  # the long ones are few to a file, and come last otherwise
    command += ["-q", "--no-header", "--durations=8", *chosen]
    command += [f"--ignore={path}" for path in CHECKED]
    if database == "SQLite":
        # Measuring costs a third of the time, and the second database takes the same branches.
        command += ["--cov", "--cov-report="]
    else:
        command += [f"--ignore={path}" for path in ONCE]
    environment = os.environ | {"COVERAGE_FILE": str(measured / ".coverage")}
    environment.pop("FULDMAGT_DATABASE_URL", None)
    print(f"\nTests on {database}", flush=True)
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
    results = {database: run_on(database, chosen, measured) for database in DATABASES}
    coverage(measured)
    print(f"\nWhole run: {(time.monotonic() - began) / 60:.1f} minutes")
    for database, (_, closing) in results.items():
        print(f"{database}:")
        print(closing, flush=True)
    return max(code for code, _ in results.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The import rules hold, and each reports the violation that it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
# A file, a line put into it, and the contract that must notice.
VIOLATIONS = {
    "a lower room asks a higher one": (
        "people/models.py",
        "from fuldmagt.mandates.assignments.models import Assignment",
        "Each room knows only the rooms below it",
    ),
    "a folder that is no room": ("utils/__init__.py", "", "Each room knows only the rooms below it"),
    "two doors know one another": (
        "api/__init__.py",
        "import fuldmagt.web.permission",
        "Each room knows only the rooms below it",
    ),
    "a noun that knows its deeds": (
        "mandates/assignments/queries.py",
        "from fuldmagt.mandates.assignments import actions",
        "Inside a word",
    ),
    "one dialect uses the other": (
        "federation/saml/views.py",
        "from fuldmagt.federation.oidc import views",
        "Two dialects of one sign-in",
    ),
    "a rule that knows the database": (
        "organisations/rules.py",
        "from django.db import models",
        "The law knows no Django",
    ),
    "the law reads the database": (
        "decisions/decide.py",
        "from fuldmagt.organisations.models import BusinessUser",
        "The law knows no Django",
    ),
    "a rule that knows the database by way of another file": (
        "organisations/rules.py",
        "from fuldmagt.secrets import fields",
        "The law knows no Django",
    ),
}


def broken_contracts(folder: Path) -> list[str]:
    """The names of the contracts that the source in a folder breaks."""
    said = subprocess.run(
        [LINT_IMPORTS, "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
    ).stdout
    assert "Contracts" in said
    return [line.removesuffix(" BROKEN") for line in said.splitlines() if line.endswith(" BROKEN")]


def copy_of_the_source(folder: Path) -> Path:
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


def test_every_room_keeps_to_its_place(tmp_path: Path) -> None:
    assert broken_contracts(copy_of_the_source(tmp_path)) == []


@pytest.mark.parametrize("what", VIOLATIONS)
def test_a_violation_is_noticed(what: str, tmp_path: Path) -> None:
    where, line, contract = VIOLATIONS[what]
    file = copy_of_the_source(tmp_path) / "src" / "fuldmagt" / where
    for folder in {file.parent, *file.parents} - set((ROOT / "src" / "fuldmagt").parents):
        if folder.is_relative_to(tmp_path / "src" / "fuldmagt") and not (folder / "__init__.py").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").touch()
    before = file.read_text() if file.exists() else ""
    file.write_text(f"{before}\n{line}\n")
    if "queries" in where:
        (file.parent / "actions.py").touch()

    assert any(name.startswith(contract) for name in broken_contracts(tmp_path))

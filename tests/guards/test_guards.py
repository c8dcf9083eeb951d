"""The guards' patches fit the source of today and name tests that exist. `make guards` applies them."""

import ast
from pathlib import Path

import pytest

from scripts.guards import ROOT, Guard, all_guards, apply, guard_of, without


@pytest.mark.parametrize("guard", all_guards(), ids=lambda guard: guard.name)
def test_a_guard_can_be_taken_out(guard: Guard) -> None:
    apply(guard, ROOT, "--check")
    for test in guard.red:
        path, _, name = test.partition("::")
        tree = ast.parse((ROOT / path).read_text())
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name.split("[")[0].split("::")[-1] in functions, f"{guard.patch.name} names {test}"


@pytest.mark.parametrize(("instead", "noticed"), [("return True", True), ("return 18 <= age", False)])
def test_the_runner_tells_a_guard_that_nobody_misses(instead: str, noticed: bool, tmp_path: Path) -> None:
    (tmp_path / "door.py").write_text("def opens(age):\n    return age >= 18\n")
    (tmp_path / "test_door.py").write_text(
        "from door import opens\n\n\ndef test_a_child_stays_out():\n    assert not opens(9)\n"
    )
    patch = tmp_path / "age.patch"
    patch.write_text(
        "Guard: the age\nRed: test_door.py::test_a_child_stays_out\n\n--- a/door.py\n+++ b/door.py\n"
        f"@@ -1,2 +1,2 @@\n def opens(age):\n-    return age >= 18\n+    {instead}\n"
    )

    assert without(guard_of(patch), tmp_path) is noticed


def test_a_patch_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    patch = tmp_path / "old.patch"
    patch.write_text("Guard: a\nRed: t.py::t\n\n--- a/gone.py\n+++ b/gone.py\n@@ -1 +1 @@\n-a = 1\n+a = 2\n")

    with pytest.raises(SystemExit, match="does not fit"):
        apply(guard_of(patch), tmp_path, "--check")

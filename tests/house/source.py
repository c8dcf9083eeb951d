"""The project's own files, read as text and as parsed Python, for rules to be asked of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", "var", "build", "__pycache__", "fuldmagt.egg-info"}
HIDDEN_BUT_OURS = {".ci"}  # every other folder with a dot is made by a tool
PICTURES = {".png", ".jpg", ".ico", ".woff2", ".gz", ".mo", ".zip"}

# A complaint of a rule: where, and what.
Complaint = str


@dataclass(frozen=True)
class File:
    path: str  # from the root of the project, with slashes
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each imported name stands for: `timezone` -> `django.utils.timezone`."""
        known: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    known[name.asname or name.name.split(".")[0]] = (
                        name.name if name.asname else name.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for name in node.names:
                    known[name.asname or name.name] = f"{node.module}.{name.name}"
        return known

    def full_name(self, node: ast.AST) -> str:
        """The dotted name that an expression stands for, imports followed; empty when it is no name."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.full_name(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""

    def imported_modules(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)

    def names(self) -> Iterator[tuple[int, str]]:
        """Every full name that the file uses or imports, with its line."""
        yield from self.imported_modules()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute | ast.Name) and (name := self.full_name(node)):
                yield node.lineno, name

    def says(self, line: int, what: str) -> Complaint:
        return f"{self.path}:{line}: {what}"


@dataclass(frozen=True)
class Project:
    """A folder laid out as ours is: the project itself, or a small one that breaks a rule."""

    root: Path

    @cached_property
    def files(self) -> list[File]:
        return sorted(self._read(self.root), key=lambda file: file.path)

    def _read(self, folder: Path) -> Iterator[File]:
        for path in folder.iterdir():
            if path.is_dir():
                made_by_a_tool = path.name.startswith(".") and path.name not in HIDDEN_BUT_OURS
                if path.name not in NOT_OURS and not made_by_a_tool:
                    yield from self._read(path)
            elif path.suffix not in PICTURES and not path.is_symlink():
                try:
                    yield File(path.relative_to(self.root).as_posix(), path.read_text())
                except UnicodeDecodeError:
                    continue

    def python(self, *folders: str) -> list[File]:
        """The Python files below some folders, migrations left out."""
        return [
            file
            for file in self.files
            if file.path.endswith(".py") and file.path.startswith(folders) and "/migrations/" not in file.path
        ]

    def templates(self) -> list[File]:
        return [
            file
            for file in self.files
            if "/templates/" in file.path and file.path.endswith((".html", ".txt"))
        ]

    def text_of(self, path: str) -> str:
        found = [file.text for file in self.files if file.path == path]
        return found[0] if found else ""

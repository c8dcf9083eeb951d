"""Reading a YAML file so that every complaint can name its line. Pure; loads no tags and no aliases."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import yaml

# The one in C where it was built: ten times as quick, and the same.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST: Final = 20  # a catalogue is nine deep


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in a file, and where. `kind` and `terms` are for those who say it in other words."""

    line: int
    path: str
    says: str
    kind: str = field(default="", compare=False)
    terms: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        where = f"line {self.line}, {self.path}" if self.path else f"line {self.line}"
        return f"{where}: {self.says}"


class Part:
    """A part of the file: it knows its line and its path, and complains into one list."""

    def __init__(self, node: yaml.Node, path: str, problems: list[Problem]) -> None:
        self.node, self.path, self.problems = node, path, problems

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_null(self) -> bool:
        return bool(self.node.tag.endswith(":null"))

    def complain(self, says: str) -> None:
        self.problems.append(Problem(self.line, self.path, says))

    def below(self, node: yaml.Node, step: str) -> "Part":
        dot = "." if self.path and not step.startswith("[") else ""
        return Part(node, f"{self.path}{dot}{step}", self.problems)

    def keys(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, "Part"]:
        """The parts of a mapping by key; unknown, repeated and missing keys are complained of."""
        if not isinstance(self.node, yaml.MappingNode):
            self.complain("here a list of `key: value` lines is expected")
            return {}
        found: dict[str, Part] = {}
        known = {*required, *optional}
        for key, value in self.node.value:
            name = str(key.value)
            part = self.below(value, name)
            if known and name not in known:
                part.complain(f"`{name}` is not known here; known are {_listed(known)}")
            elif name in found:
                part.complain(f"`{name}` stands here twice")
            else:
                found[name] = part
        for name in required:
            if name not in found:
                self.complain(f"`{name}` is missing")
        return found

    def items(self) -> list["Part"]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.complain("here a list is expected (write `[]` for an empty one)")
            return []
        return [self.below(each, f"[{number}]") for number, each in enumerate(self.node.value)]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or self.is_null:
            self.complain("here a text is expected")
            return ""
        if not self.node.tag.endswith(":str"):
            self.complain(f"YAML reads {self.node.value} as something else than a text: put it in quotes")
            return ""
        if not self.node.value.strip():
            self.complain("the text is empty")
        return str(self.node.value).strip()

    def one_of(self, words: tuple[str, ...]) -> str:
        word = self.text()
        if word and word not in words:
            self.complain(f"{word} is not one of {_listed(words)}")
        return word

    def yes_or_no(self) -> bool:
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.tag.endswith(":bool"):
            self.complain("here `yes` or `no` is expected")
            return False
        return self.node.value.lower() in {"yes", "true", "on"}

    def instant(self) -> str:
        """An instant with its time zone, as it is written; a date alone does not say when it ends."""
        written = str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""
        try:
            known = datetime.fromisoformat(written).tzinfo is not None
        except ValueError:
            known = False
        if not known:
            self.complain("here an instant with a time zone is expected, such as 2026-09-14T00:00:00+02:00")
        return written


def opened(text: str) -> "Part | list[Problem]":
    """The whole file as a part, or what keeps it from being read."""
    try:
        if problem := _unreadable(text):
            return [problem]
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [Problem(line, "", f"this is not YAML: {error.problem}")]
    except yaml.YAMLError as error:
        return [Problem(1, "", f"this is not YAML: {error}")]
    return [Problem(1, "", "the file is empty")] if node is None else Part(node, "", [])


def _unreadable(text: str) -> Problem | None:
    """What is not even tried: aliases, and a depth at which the reader itself would break down."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return Problem(line, "", "aliases (`*name`) are not read: write the part out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Problem(line, "", "the parts of this file stand too deeply in one another")
    return None


def _listed(words: "set[str] | tuple[str, ...]") -> str:
    return ", ".join(sorted(words))

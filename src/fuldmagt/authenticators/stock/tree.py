"""XML as a tree, for files that may be hostile: no document type, so no entities; nothing is fetched.

Expat itself, since the one thing that libraries around it add is the refusal that stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

DEEPEST: Final = 30
MOST: Final = 200_000  # elements


class UnreadableError(Exception):
    """Not XML, or XML that nobody needs to write."""


@dataclass(slots=True)
class Node:
    name: str  # {namespace}local
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def local(self) -> str:
        return self.name.rpartition("}")[2]

    def all(self, *path: str) -> Iterator["Node"]:
        """The descendants at the end of a path of names."""
        first, *rest = path
        for child in self.children:
            if child.name == first:
                yield from child.all(*rest) if rest else (child,)

    def one(self, *path: str) -> "Node | None":
        return next(self.all(*path), None)

    def says(self, *path: str) -> str:
        found = self.one(*path)
        return found.text.strip() if found else ""


def read(data: bytes) -> Node:
    parser = expat.ParserCreate(namespace_separator="}")
    top = Node("", {})
    stack = [top]
    count = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST or len(stack) > DEEPEST:
            raise UnreadableError
        node = Node(f"{{{name}" if "}" in name else name, attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def ends(_: str) -> None:
        stack.pop()

    def says(text: str) -> None:
        stack[-1].pieces.append(text)

    def refuses(*_: object) -> int:
        raise UnreadableError

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = says
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuses
    parser.ExternalEntityRefHandler = refuses
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError, UnicodeError) as fault:
        raise UnreadableError from fault
    return top.children[0]

"""What a group is called. Pure."""

from collections.abc import Iterable


def same_name(name: str, others: Iterable[str]) -> bool:
    """Whether one of the others would be read as this name."""
    return _read(name) in {_read(each) for each in others}


def _read(name: str) -> str:
    return " ".join(name.split()).casefold()

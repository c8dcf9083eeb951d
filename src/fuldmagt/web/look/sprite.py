"""The symbols that pages may use: one file, each under its name."""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "static" / "look" / "icons.svg"


@cache
def sprite() -> tuple[str, ...]:
    """The names in the sprite, in its order."""
    return tuple(re.findall(r'<symbol id="([^"]+)"', FILE.read_text()))

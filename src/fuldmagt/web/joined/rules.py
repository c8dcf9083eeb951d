"""How often somebody who is not logged in may ask about organisations. Pure."""

from datetime import timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=10)
MOST: Final = 30
"""Enough for a person with a list; too few to walk through a register."""

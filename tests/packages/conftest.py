"""What the stories about packages share: the demonstration's catalogue, Nordby, and Mette in her browser."""

from tests.rights.conftest import imported, mette, the_catalogue, town

__all__ = ["imported", "mette", "the_catalogue", "town"]

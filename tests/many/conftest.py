"""What the stories about many share: the demonstration’s catalogue, Nordby, and Mette in her browser."""

from tests.rights.conftest import mette, the_catalogue, town

__all__ = ["mette", "the_catalogue", "town"]

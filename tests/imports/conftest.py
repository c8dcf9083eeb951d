"""Whoever sits at the keyboard when a file of users is imported."""

from tests.administration.conftest import at, birthe, mette, nordby, sydby

__all__ = ["at", "birthe", "mette", "nordby", "sydby"]

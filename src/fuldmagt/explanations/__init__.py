"""The one place where reasons and remedies become sentences, for pages, API, command line and mail."""

from fuldmagt.explanations.explaining import Explained, explained, sentence

__all__ = ["Explained", "explained", "sentence"]

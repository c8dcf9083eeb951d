"""Where Django looks for the tables of the pages; each is defined in its own word."""

from fuldmagt.web.joined.models import LookUp

__all__ = ["LookUp"]

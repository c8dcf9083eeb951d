"""The two rights of the portal. Whoever may edit may view: the platform knows, and is asked all the same."""

from typing import Final

VIEW: Final = "portal:view"
EDIT: Final = "portal:edit"
RIGHTS: Final = (EDIT, VIEW)
LEAST: Final = "substantial"  # EH3
SERVICE: Final = "portal"

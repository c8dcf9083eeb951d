"""What a system may be: its keys, and how sure we are of who it is. Pure."""

from typing import Final

from fuldmagt.vocabulary.assurance import Level

LEVEL: Final = Level.SUBSTANTIAL
"""What a signature with a registered key is worth as a login. Ours: no standard says it of programs."""

MOST_KEYS: Final = 4
"""So many keys at once: the old and the new one while a key is changed, on two machines."""

PREFIX: Final = "system-"
"""How the client ids of systems begin."""

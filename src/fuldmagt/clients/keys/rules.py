"""When a signing key is seen, signs and goes. Pure."""

from datetime import timedelta
from typing import Final

CACHED: Final = timedelta(minutes=5)  # how long others may keep our key set
LEAD: Final = timedelta(hours=1)  # a new key is seen this long before it signs
OVERLAP: Final = timedelta(days=1)  # a replaced key is seen this long after it last signed
LIFE: Final = timedelta(days=90)

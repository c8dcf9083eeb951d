"""How long what a client is given lives. Pure."""

from datetime import timedelta
from typing import Final

CODE: Final = timedelta(seconds=60)  # FAPI 2.0 5.3.2.1: at most 60 s
ACCESS: Final = timedelta(minutes=10)
REFRESH: Final = timedelta(hours=2)  # unused; OpenID NLGov 1.0.1 allows six hours
LONGEST: Final = timedelta(hours=8)  # of a session, however often it is refreshed
KEPT: Final = timedelta(days=30)  # a session that has ended, so that a late replay is still recognised

from datetime import timedelta
from typing import Final

LIFE: Final = timedelta(seconds=90)
PREFIX: Final = "urn:ietf:params:oauth:request_uri:"  # RFC 9126 section 2.2

"""Which browser began a joining: a secret in its session."""

from typing import Final

from fuldmagt.secrets import dice
from fuldmagt.web.visitor import Request

KEY: Final = "joining"


def secret_of(request: Request) -> str:
    """The browser's secret, made when it begins for the first time."""
    if KEY not in request.session:
        request.session[KEY] = dice.token()
    return str(request.session[KEY])

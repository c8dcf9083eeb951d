"""Who is here and for whom, as Se Sag wants it to be known."""

from collections.abc import Mapping
from typing import Any, Final

from examples.kit import identity
from examples.kit.identity import LOA, Identity, level_of
from examples.kit.login.failed import Failed
from examples.se_sag.rights import VIEWS

__all__ = ["LEAST", "LOA", "Identity", "identity_of", "level_of"]
LEAST: Final = "substantial"


def identity_of(claims: Mapping[str, Any]) -> Identity | Failed:
    """The identity that the claims tell, with at least the level that both rights need."""
    return identity.identity_of(claims, rights=VIEWS, least=LEAST)

"""The broker that is configured, in the words of the mapping table."""

from django.conf import settings

from fuldmagt.registers.eid.causes import Cause, UntrustedError
from fuldmagt.registers.eid.spelling import MappingError, Spelling, spelling_of

CALLBACK = "/eid/callback"


def spelling() -> Spelling:
    try:
        return spelling_of(settings.EID_BROKER, settings.EID_MAPPING)
    except MappingError as error:
        raise UntrustedError(Cause.MAPPING, str(error)) from error


def redirect_uri() -> str:
    """The address to register at the broker."""
    return f"{settings.BASE_URL}{CALLBACK}"

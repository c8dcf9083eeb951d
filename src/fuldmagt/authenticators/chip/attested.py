"""What makes a security key a chip: a thing of its own, that keeps its key to itself, of a make we trust.

Any program can say of itself that it is a security key. Who needs to know better names the makes (AAGUIDs)
and the makers' roots; without them the browser's word is taken (decision 0027).
"""

import json
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from webauthn.helpers import parse_attestation_object
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AttestationFormat,
    AuthenticatorAttachment,
    CredentialDeviceType,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from fuldmagt.vocabulary.refusals import Reason, Refusal

BY_CERTIFICATE = (AttestationFormat.PACKED, AttestationFormat.FIDO_U2F)


def attestation() -> AttestationConveyancePreference:
    """The browser asks its user before it tells the make of a key: only where it matters."""
    wanted = AttestationConveyancePreference
    return wanted.DIRECT if settings.CHIP_AAGUIDS else wanted.NONE


def roots() -> Mapping[AttestationFormat, list[bytes]] | None:
    """The certificates of the makers that are trusted."""
    if not settings.CHIP_AAGUIDS:
        return None
    certificates = _certificates(settings.CHIP_ROOTS)
    return dict.fromkeys(BY_CERTIFICATE, certificates)


def refused(made: VerifiedRegistration, response: str) -> Refusal | None:
    """Why what was made is no chip."""
    told = json.loads(response)
    platform = told.get("authenticatorAttachment") == AuthenticatorAttachment.PLATFORM.value
    copied = made.credential_device_type is not CredentialDeviceType.SINGLE_DEVICE
    if platform or copied:
        return Refusal(Reason.INPUT_NOT_USABLE, about="chip")
    if settings.CHIP_AAGUIDS and not _is_of_a_trusted_make(made):
        return Refusal(Reason.INPUT_NOT_USABLE, about="chip_make")
    return None


def _is_of_a_trusted_make(made: VerifiedRegistration) -> bool:
    """Signed by the maker's certificate, which led to one of `roots`; nobody vouches for oneself."""
    statement = parse_attestation_object(made.attestation_object).att_stmt
    vouched = made.fmt in BY_CERTIFICATE and bool(statement.x5c) and bool(_certificates(settings.CHIP_ROOTS))
    return vouched and made.aaguid.lower() in {each.lower() for each in settings.CHIP_AAGUIDS}


def _certificates(path: str) -> list[bytes]:
    if not path:
        return []
    end = b"-----END CERTIFICATE-----"
    parts = Path(path).read_bytes().split(end)
    return [part.strip() + b"\n" + end + b"\n" for part in parts if b"BEGIN CERTIFICATE" in part]

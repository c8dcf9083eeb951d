"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.onboarding.activation.models import Activation, PhoneCode
from fuldmagt.onboarding.invitations.models import Invitation, TemporaryCode
from fuldmagt.onboarding.joining.models import Joining, Signature, SignatureRequest

__all__ = [
    "Activation",
    "Invitation",
    "Joining",
    "PhoneCode",
    "Signature",
    "SignatureRequest",
    "TemporaryCode",
]

"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.onboarding.activation.models import Activation, PhoneCode
from fuldmagt.onboarding.bulk.models import BulkActivation, HandoverCode
from fuldmagt.onboarding.imports.models import Import, ImportPart, ImportRow
from fuldmagt.onboarding.invitations.models import Invitation, TemporaryCode
from fuldmagt.onboarding.joining.models import Joining, Signature, SignatureRequest
from fuldmagt.onboarding.proofing.models import Disagreement

__all__ = [
    "Activation",
    "BulkActivation",
    "Disagreement",
    "HandoverCode",
    "Import",
    "ImportPart",
    "ImportRow",
    "Invitation",
    "Joining",
    "PhoneCode",
    "Signature",
    "SignatureRequest",
    "TemporaryCode",
]

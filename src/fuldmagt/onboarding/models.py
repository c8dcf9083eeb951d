"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.onboarding.activation.models import Activation, PhoneCode
from fuldmagt.onboarding.bulk.models import BulkActivation, HandoverCode
from fuldmagt.onboarding.imports.models import Import, ImportPart, ImportRow
from fuldmagt.onboarding.instructions.models import Consent, ConsentAsked, Instruction
from fuldmagt.onboarding.invitations.models import Invitation, TemporaryCode
from fuldmagt.onboarding.joining.models import Joining, Signature, SignatureRequest
from fuldmagt.onboarding.journey.models import ProofingWay, TickedOff, Waiting, WayTold
from fuldmagt.onboarding.notifying.models import Authority
from fuldmagt.onboarding.proofing.models import Disagreement
from fuldmagt.onboarding.recovery.models import AskedRecovery
from fuldmagt.onboarding.representing.models import Visit

__all__ = [
    "Activation",
    "AskedRecovery",
    "Authority",
    "BulkActivation",
    "Consent",
    "ConsentAsked",
    "Disagreement",
    "HandoverCode",
    "Import",
    "ImportPart",
    "ImportRow",
    "Instruction",
    "Invitation",
    "Joining",
    "PhoneCode",
    "ProofingWay",
    "Signature",
    "SignatureRequest",
    "TemporaryCode",
    "TickedOff",
    "Visit",
    "Waiting",
    "WayTold",
]

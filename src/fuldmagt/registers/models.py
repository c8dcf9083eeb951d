"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.registers.eid.admission.models import BrokerAdmission, BrokerTrial
from fuldmagt.registers.eid.models import EidLogin

__all__ = ["BrokerAdmission", "BrokerTrial", "EidLogin"]

"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant

__all__ = ["Adviser", "Assignment", "Grant", "Mandate"]

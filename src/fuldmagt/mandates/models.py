"""Where Django looks for this room's tables; each is defined in its own word."""

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Beginning, Grant, GrantLink
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.recertification.models import Campaign, Due, Entry, Handover, Review
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.wishes.models import Wish

__all__ = [
    "Admitted",
    "Adviser",
    "Assignment",
    "Beginning",
    "Campaign",
    "Due",
    "Entry",
    "Grant",
    "GrantLink",
    "Group",
    "Handle",
    "Handover",
    "Mandate",
    "Member",
    "Plan",
    "Review",
    "RightRequest",
    "Source",
    "Wish",
]

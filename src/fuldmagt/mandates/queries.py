"""Questions about every record of power, whatever its kind."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState


def not_ended(at: datetime) -> Q:
    """Active records that hold now or will."""
    return Q(state=RecordState.ACTIVE) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def holders(rights: Collection[str], *, at: datetime) -> dict[str, int]:
    """How many assignments, mandates and grants, now or later, give each of these rights."""
    counted: Counter[str] = Counter()
    for kind, name in ((Assignment, "right__ref"), (Mandate, "rights__ref"), (Grant, "right__ref")):
        found = kind._default_manager.filter(not_ended(at), **{f"{name}__in": rights})
        counted.update(found.values_list(name, flat=True))
    return dict(counted)

"""Finding what an organisation's own people hold for it, among many."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.queries import not_ended
from fuldmagt.organisations.rules import UserState
from fuldmagt.organisations.users.queries import Search, search


class Ground(StrEnum):
    """Why somebody holds a right: given to them alone, or because of what they belong to."""

    DIRECT = "direct"
    GROUP = "group"
    DEPARTMENT = "department"
    PACKAGE = "package"


GROUNDS = {
    Ground.DIRECT: Q(source__isnull=True),
    Ground.GROUP: Q(source__group__isnull=False),
    Ground.DEPARTMENT: Q(source__department__isnull=False),
    Ground.PACKAGE: Q(source__package__isnull=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRights:
    """What is looked for; what is left empty does not matter."""

    text: str = ""
    department: str = ""
    service: str = ""
    right: str = ""
    ground: Ground | None = None
    ends_before: datetime | None = None


def found(wanted: WantedRights, *, organisation: str, at: datetime) -> QuerySet[Assignment]:
    """What its own people hold for the organisation, now or later; closed users apart."""
    people = search(Search(text=wanted.text, department=wanted.department), organisation=organisation)
    rows = Assignment.objects.filter(
        not_ended(at), organisation__ref=organisation, user__organisation__ref=organisation
    )
    if wanted.text or wanted.department:
        rows = rows.filter(user__in=people)
    if wanted.service:
        rows = rows.filter(right__service__ref=wanted.service)
    if wanted.right:
        rows = rows.filter(right__ref=wanted.right)
    if wanted.ground:
        rows = rows.filter(GROUNDS[wanted.ground])
    if wanted.ends_before:
        rows = rows.filter(ends_at__lte=wanted.ends_before)
    return rows.exclude(user__state=UserState.CLOSED).select_related(
        "user__department", "right__service", "source__group", "source__department", "source__package"
    )


def rights_of(organisation: str, *, at: datetime) -> list[tuple[str, str, str, str]]:
    """What is held in the organisation: service and right, each by reference and name, in that order."""
    rows = Assignment.objects.filter(
        not_ended(at), organisation__ref=organisation, user__organisation__ref=organisation
    )
    called = rows.values_list("right__service__ref", "right__service__name", "right__ref", "right__name")
    return sorted(called.distinct(), key=lambda row: (row[1].casefold(), row[3].casefold(), row[2]))

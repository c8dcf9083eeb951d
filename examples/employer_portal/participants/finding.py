"""Participants of one employer: searched, ordered, counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from examples.employer_portal.participants.models import IN_TIME, Change, Employer, Participant

ORDERS: Final = {"name": "sorted_by", "number": "number", "since": "since", "salary": "salary"}
FIRST: Final = "name"


@dataclass(frozen=True, slots=True)
class State:
    """The state of affairs of an employer. A share of nothing is None."""

    participants: int
    activated: int | None
    in_time: int | None
    latest: tuple[Change, ...]


def employer(number: str) -> Employer | None:
    return Employer.objects.filter(number=number).first()


def names(numbers: tuple[str, ...]) -> dict[str, str]:
    return dict(Employer.objects.filter(number__in=numbers).values_list("number", "name"))


def matching(number: str, wanted: str, sort: str) -> QuerySet[Participant]:
    """Every word of what is wanted stands in the name, the number or the city."""
    found = Participant.objects.filter(employer__number=number)
    for word in wanted.split():
        found = found.filter(Q(name__icontains=word) | Q(number__icontains=word) | Q(city__icontains=word))
    column = ORDERS.get(sort.removeprefix("-"), ORDERS[FIRST])
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "number")


def one(number: str, *, employer: str) -> Participant | None:
    return Participant.objects.filter(number=number, employer__number=employer).first()


def changes(participant: Participant, most: int = 20) -> list[Change]:
    """The latest first."""
    return list(Change.objects.filter(participant=participant)[:most])


def state(number: str, *, at: datetime) -> State:
    people = list(Participant.objects.filter(employer__number=number).values_list("activated", flat=True))
    of_the_year = Change.objects.select_related("participant").filter(
        participant__employer__number=number, reported_at__year=at.year
    )
    changes = list(of_the_year)
    early = sum(each.reported_at.date() - each.effective_on <= IN_TIME for each in changes)
    return State(
        participants=len(people),
        activated=_share(sum(people), len(people)),
        in_time=_share(early, len(changes)),
        latest=tuple(changes[:5]),
    )


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None

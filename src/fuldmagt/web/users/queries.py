"""Finding users by what rooms above organisations know of them: means of login and rights."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fuldmagt.authenticators.models import UserMeans
from fuldmagt.authenticators.queries import in_use
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.groups.queries import groups_of
from fuldmagt.mandates.queries import not_ended
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search, and what else a list of users can be narrowed to. `right` and `in_group` are references."""

    search: users.Search
    means: Means | None = None
    right: str = ""
    in_group: str = ""


def found(wanted: Wanted, *, organisation: str, at: datetime) -> QuerySet[BusinessUser]:
    people = users.search(wanted.search, organisation=organisation)
    if wanted.means:
        holders = UserMeans.objects.filter(in_use(), kind=wanted.means, user__organisation__ref=organisation)
        people = people.filter(pk__in=holders.values("user"))
    if wanted.right:
        given = Assignment.objects.filter(not_ended(at), starts_at__lte=at, right__ref=wanted.right)
        own = given.filter(organisation__ref=organisation, user__organisation__ref=organisation)
        people = people.filter(pk__in=own.values("user"))
    if wanted.in_group:
        within = groups_of(organisation).filter(ref=wanted.in_group)
        people = people.filter(pk__in=within.values("members__user"))
    return people


def means_of_each(people: Iterable[BusinessUser]) -> dict[str, list[Means]]:
    """The kinds of means that each of these users can log in by now, by the user's reference."""
    kinds: dict[str, list[Means]] = defaultdict(list)
    rows = UserMeans.objects.filter(in_use(), user__in=list(people)).select_related("user")
    for row in rows.order_by("kind"):
        if row.kind not in kinds[row.user.ref]:
            kinds[row.user.ref].append(Means(row.kind))
    return dict(kinds)


def rights_held(organisation: str, *, at: datetime) -> list[tuple[str, str]]:
    """The rights that somebody in the organisation holds: reference, and service with right."""
    held = Assignment.objects.filter(not_ended(at), organisation__ref=organisation)
    rows = held.values_list("right__ref", "right__service__name", "right__name").distinct()
    return [(ref, f"{service}: {name}") for ref, service, name in sorted(rows, key=lambda row: row[1:])]


def services_used(organisation: str, *, at: datetime) -> int:
    """How many services somebody in the organisation can use now."""
    held = Assignment.objects.filter(not_ended(at), starts_at__lte=at, organisation__ref=organisation)
    return held.values("right__service").distinct().count()

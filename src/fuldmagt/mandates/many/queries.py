"""Many users of one organisation at once, and what they hold for it. Each question takes the organisation."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.queries import holding
from fuldmagt.mandates.assignments.rules import Holding
from fuldmagt.mandates.queries import not_ended
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.organisations.users.queries import Search, search


def chosen(refs: Collection[str], *, organisation: str) -> list[BusinessUser]:
    """Those of these who are people of the organisation, by name; closed users apart."""
    found = search(Search(), organisation=organisation).filter(ref__in=refs)
    return list(found.order_by("name", "ref"))


def held_by_each(
    users: Iterable[BusinessUser], *, organisation: str, at: datetime
) -> dict[str, tuple[Holding, ...]]:
    """What the person of each of these users holds for the organisation, now or later; by user."""
    users = list(users)
    persons = {each.person_id for each in users if each.person_id is not None}
    rows = Assignment.objects.filter(not_ended(at), organisation__ref=organisation)
    rows = rows.filter(Q(user__in=users) | Q(user__person__in=persons))
    rows = rows.exclude(user__state=UserState.CLOSED).select_related("user", "right", "source")
    of_person: dict[tuple[str, object], list[Holding]] = defaultdict(list)
    for row in rows.order_by("pk"):
        of_person[_whose(row.user)].append(holding(row))
    return {each.ref: tuple(of_person[_whose(each)]) for each in users}


def _whose(user: BusinessUser) -> tuple[str, object]:
    """All users of one person are one; of whom nobody knows the person, each is alone."""
    return ("user", user.pk) if user.person_id is None else ("person", user.person_id)


def given_directly(users: Collection[str], *, organisation: str, at: datetime) -> list[Right]:
    """The rights that some of these users were given themselves, in the order of the tree."""
    rows = Assignment.objects.filter(
        not_ended(at), organisation__ref=organisation, user__organisation__ref=organisation, source=None
    ).filter(user__ref__in=users)
    found = Right.objects.filter(pk__in=rows.values("right")).select_related("service__provider")
    return list(found.order_by("service__name", "place", "ref"))

"""What users hold. Each question takes the organisation that the rights are for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Holding, stamp
from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.period import Period


def held_by(user: str, *, organisation: str, at: datetime) -> list[Assignment]:
    """What a user holds for the organisation, now or later; in the order of the tree."""
    found = _held(organisation, at).filter(user__ref=user)
    return list(found.order_by("right__service__name", "right__place", "starts_at"))


def held_by_person(user: BusinessUser, *, organisation: str, at: datetime) -> list[Holding]:
    """What all the person's users that are not closed hold for the organisation, now or later."""
    same = Q(user=user)
    if user.person_id is not None:
        same |= Q(user__person=user.person_id)
    found = _held(organisation, at).filter(same).exclude(user__state=UserState.CLOSED)
    return [holding(each) for each in found]


def held_by_people(users: Iterable[BusinessUser], *, at: datetime) -> list[Assignment]:
    """What these users' persons hold, for whomever, now or later; closed users count no more."""
    users = list(users)
    persons = {each.person_id for each in users if each.person_id is not None}
    same = Q(user__in=users) | Q(user__person__in=persons)
    found = Assignment.objects.filter(not_ended(at)).filter(same).exclude(user__state=UserState.CLOSED)
    return list(found.select_related("user", "right", "organisation", "source"))


def own_gifts(user: BusinessUser, *, at: datetime) -> list[Assignment]:
    """What the person has given this user, acting as another user of theirs (A5).

    At home or for a client, directly, by a group or by the department.
    """
    directly = Q(source=None, given_by__in=selves(user))
    through = Q(source__group__in=[each.pk for each in own_groups(user)])
    through |= Q(source__department__in=own_admissions(user).values("department"))
    found = Assignment.objects.filter(not_ended(at)).filter(directly | through, user=user)
    whole = found.select_related("user", "right__service__provider", "source", "organisation")
    return list(whole.order_by("right__service__name", "right__place", "starts_at"))


def own_groups(user: BusinessUser) -> list[Group]:
    """The groups that the person has put this user in, or gives something while the user is in them."""
    own = selves(user)
    put_in = Q(members__user=user, members__added_by__in=own)
    gives = Q(sources__given_by__in=own, sources__state=RecordState.ACTIVE)
    mine = Group.objects.filter(pk__in=user.memberships.values("group"))
    return list(mine.filter(put_in | gives).distinct())


def own_admissions(user: BusinessUser) -> QuerySet[Admitted]:
    """That the person has admitted this user to the department, or gives it something."""
    own = selves(user)
    sources = Source.objects.filter(given_by__in=own, state=RecordState.ACTIVE, department__isnull=False)
    gives = Q(department__in=sources.values("department"))
    return Admitted.objects.filter(Q(by__in=own) | gives, user=user)


def selves(user: BusinessUser) -> list[str]:
    """All users of the person, here and elsewhere; none while nobody knows who the user is."""
    if user.person_id is None:
        return []
    return list(BusinessUser.objects.filter(person=user.person_id).values_list("ref", flat=True))


def states_of(users: Iterable[BusinessUser]) -> frozenset[RecordState]:
    """In which states there are records of what these users were given, for whomever and whenever."""
    found = Assignment.objects.filter(user__in=list(users)).values_list("state", flat=True).distinct()
    return frozenset(RecordState(state) for state in found)


def holding(row: Assignment) -> Holding:
    return Holding(
        record=row.ref,
        user=row.user.ref,
        right=row.right.ref,
        period=Period(row.starts_at, row.ends_at),
        branches=frozenset(row.branches),
        source=row.source.ref if row.source else "",
        note=row.note,
    )


def stamp_of(held: Iterable[Holding], *, user: str) -> str:
    """The stamp of what this user holds, among what the person does."""
    return stamp(each.record for each in held if each.user == user)


def _held(organisation: str, at: datetime) -> QuerySet[Assignment]:
    return Assignment.objects.filter(not_ended(at), organisation__ref=organisation).select_related(
        "user", "right__service__provider", "source"
    )


def with_sources(refs: Iterable[str], *, home: str) -> list[Assignment]:
    """These assignments of people of the organisation, each with what it comes from."""
    rows = Assignment.objects.filter(ref__in=list(refs), user__organisation__ref=home)
    return list(rows.select_related("source__group", "source__department", "source__package"))

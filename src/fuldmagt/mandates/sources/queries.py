"""Sources of rights for many, with those who have them and what they give."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db.models import F, Q, QuerySet

from fuldmagt.catalogue.models import Package
from fuldmagt.catalogue.packages.queries import reaching
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Spring
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.rules import UserKind, UserState
from fuldmagt.organisations.users.queries import Search, search
from fuldmagt.vocabulary.period import Period

NOTHING_ELSE: Final[Mapping[str, frozenset[str]]] = {}


def sources_of(organisation: str, *, at: datetime) -> QuerySet[Source]:
    """The sources that people of the organisation have, now or later; the oldest first."""
    found = Source.objects.filter(not_ended(at), organisation__ref=organisation)
    whole = found.select_related("acted_for", "mandate", "group", "department", "user", "right", "package")
    return whole.order_by("starts_at", "pk")


def springs(
    sources: Iterable[Source],
    *,
    organisation: str,
    only: frozenset[str] | None = None,
    with_newcomers: bool = False,
    packages_as: Mapping[str, frozenset[str]] = NOTHING_ELSE,
) -> list[Spring]:
    """The same as the rules read them: with those who have each, and the rights it gives.

    `only` reads these users alone, as if there were no others; `with_newcomers` also those who are in
    a department and not admitted to what it has; `packages_as` as if these packages reached so far.
    """
    sources = list(sources)
    packages = reaching({each.package.ref for each in sources if each.package}, organisation=organisation)
    packages |= packages_as
    in_groups = _in_groups(sources, only)
    in_departments = _in_departments(sources, only, with_newcomers=with_newcomers)
    return [
        Spring(
            source=each.ref,
            users=_users(each, in_groups, in_departments, only),
            rights=_rights(each, packages),
            period=Period(each.starts_at, each.ends_at),
            branches=frozenset(each.branches),
        )
        for each in sources
    ]


def _rights(source: Source, packages: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if source.right is not None:
        return frozenset({source.right.ref})
    return packages.get(source.package.ref, frozenset()) if source.package else frozenset()


def _users(
    source: Source,
    groups: dict[int, set[str]],
    departments: dict[int, set[str]],
    only: frozenset[str] | None,
) -> frozenset[str]:
    if source.group_id is not None:
        return frozenset(groups[source.group_id])
    if source.department_id is not None:
        return frozenset(departments[source.department_id])
    present = source.user is not None and source.user.state != UserState.CLOSED
    own = frozenset({source.user.ref}) if source.user and present else frozenset[str]()
    return own if only is None else own & only


def _in_groups(sources: Iterable[Source], only: frozenset[str] | None) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    members = Member.objects.filter(
        group__in={each.group_id for each in sources if each.group_id}, group__closed_at__isnull=True
    ).exclude(user__state=UserState.CLOSED)
    if only is not None:
        members = members.filter(user__ref__in=only)
    for group, user in members.values_list("group", "user__ref"):
        found[group].add(user)
    return found


def _in_departments(
    sources: Iterable[Source], only: frozenset[str] | None, *, with_newcomers: bool
) -> dict[int, set[str]]:
    """Who is in each department and admitted to what it has.

    What a department is to get as the first, which is not saved yet, admits everybody who is in it.
    """
    found: dict[int, set[str]] = defaultdict(set)
    having = {each.department_id for each in sources if each.department_id}
    saved = {each.department_id for each in sources if each.pk} & having
    first = having if with_newcomers else having - saved
    users = BusinessUser.objects.filter(_admitted(saved) | Q(department__in=first, kind=UserKind.PERSON))
    users = users.exclude(state=UserState.CLOSED)
    if only is not None:
        users = users.filter(ref__in=only)
    for department, user in users.values_list("department", "ref"):
        found[department or 0].add(user)
    return found


def _admitted(departments: Collection[int | None]) -> Q:
    there = Q(department__in=departments)
    return there & Q(admitted__department=F("department"))


def people_in(department: Department) -> QuerySet[BusinessUser]:
    """Who is in a department; programs are in none."""
    found = search(Search(department=department.ref), organisation=department.organisation.ref)
    return found.order_by("name", "ref")


def newcomers(
    organisation: str, *, at: datetime, department: Department | None = None
) -> QuerySet[BusinessUser]:
    """Who is in a department that has rights, and has not been admitted to them; by name."""
    having = sources_of(organisation, at=at).filter(department__isnull=False)
    if department is not None:
        having = having.filter(department=department)
    found = search(Search(), organisation=organisation).filter(department__in=having.values("department"))
    admitted = found.filter(admitted__department=F("department"))
    return found.exclude(pk__in=admitted.values("pk")).order_by("name", "ref")


def present(users: Collection[str], *, organisation: str) -> QuerySet[BusinessUser]:
    """Which of these are the organisation's people, closed ones apart."""
    return search(Search(), organisation=organisation).filter(ref__in=users)


def selves(users: Collection[str], *, organisation: str) -> frozenset[str]:
    """These users, and the other users of their persons in the organisation."""
    here = BusinessUser.objects.filter(organisation__ref=organisation)
    persons = here.filter(ref__in=users, person__isnull=False).values("person")
    others = here.filter(person__in=persons).values_list("ref", flat=True)
    return frozenset(users) | frozenset(others)


def standing(
    organisation: str,
    *,
    at: datetime,
    only: frozenset[str] | None = None,
    through: Collection[str] | None = None,
) -> list[Assignment]:
    """What people of the organisation hold through sources, now or later."""
    found = Assignment.objects.filter(
        not_ended(at), user__organisation__ref=organisation, source__isnull=False
    )
    if only is not None:
        found = found.filter(user__ref__in=only)
    if through is not None:
        found = found.filter(source__ref__in=through)
    return list(found.select_related("user", "right", "organisation", "source").order_by("pk"))


def of_department(department: Department, *, at: datetime) -> QuerySet[Source]:
    """What a department has, now or later, in the order of the tree."""
    return _in_order(sources_of(department.organisation.ref, at=at).filter(department=department))


def of_user(user: BusinessUser, *, at: datetime) -> QuerySet[Source]:
    """What a user has of their own that is more than a right: packages."""
    return _in_order(sources_of(user.organisation.ref, at=at).filter(user=user))


def with_package(package: Package, *, organisation: str, at: datetime) -> QuerySet[Source]:
    """Who has a package there, now or later."""
    return sources_of(organisation, at=at).filter(package=package).select_related("organisation")


def of_group(group: Group, *, at: datetime) -> QuerySet[Source]:
    """What a group has at home, now or later, in the order of the tree."""
    return _in_order(sources_of(group.organisation.ref, at=at).filter(group=group, mandate=None))


def for_clients(group: Group, *, at: datetime) -> QuerySet[Source]:
    """What a group has for clients, now or later, by the client's name."""
    found = sources_of(group.organisation.ref, at=at).filter(group=group, mandate__isnull=False)
    return found.select_related("acted_for", "right__service").order_by(
        "acted_for__name", "right__place", "pk"
    )


def clients_of(organisation: str) -> list[str]:
    """The organisations for which groups of this one have rights."""
    found = Source.objects.filter(organisation__ref=organisation, state=RecordState.ACTIVE)
    return list(found.filter(mandate__isnull=False).values_list("acted_for__ref", flat=True).distinct())


def _in_order(found: QuerySet[Source]) -> QuerySet[Source]:
    return found.select_related("right__service", "organisation", "package").order_by(
        "right__service__name", "right__place", "pk"
    )


def source_called(ref: str, *, organisation: str, at: datetime) -> Source | None:
    """A source for the organisation itself that has not ended."""
    found = sources_of(organisation, at=at).filter(ref=ref, mandate=None)
    return found.select_related("right__service", "group", "department", "user", "package").first()


def called(refs: Collection[str], *, organisation: str) -> dict[str, Source]:
    """What rights come from, by reference."""
    found = Source.objects.filter(ref__in=refs, organisation__ref=organisation)
    whole = found.select_related("group", "department", "package__organisation", "acted_for")
    return {each.ref: each for each in whole}


def holders_of(sources: Iterable[Source], *, at: datetime) -> int:
    """How many people hold something through any of them, now or later."""
    rows = Assignment.objects.filter(not_ended(at), source__in=list(sources))
    return rows.values("user").distinct().count()


def holders(source: Source, *, at: datetime) -> int:
    """How many people hold something through it, now or later."""
    return Assignment.objects.filter(not_ended(at), source=source).values("user").distinct().count()

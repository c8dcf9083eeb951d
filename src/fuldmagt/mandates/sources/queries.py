"""Sources of rights for many, with those who have them and what they give."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from fuldmagt.catalogue.packages.queries import reaching
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Spring
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.period import Period


def sources_of(organisation: str, *, at: datetime) -> QuerySet[Source]:
    """The sources that people of the organisation have, now or later; the oldest first."""
    found = Source.objects.filter(not_ended(at), organisation__ref=organisation)
    whole = found.select_related("acted_for", "mandate", "group", "department", "user", "right", "package")
    return whole.order_by("starts_at", "pk")


def springs(sources: Iterable[Source], *, organisation: str) -> list[Spring]:
    """The same as the rules read them: with those who have each, and the rights it gives."""
    sources = list(sources)
    packages = reaching({each.package.ref for each in sources if each.package}, organisation=organisation)
    in_groups, in_departments = _in_groups(sources), _in_departments(sources)
    return [
        Spring(
            source=each.ref,
            users=frozenset(_users(each, in_groups, in_departments)),
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


def _users(source: Source, groups: dict[int, set[str]], departments: dict[int, set[str]]) -> set[str]:
    if source.group_id is not None:
        return groups[source.group_id]
    if source.department_id is not None:
        return departments[source.department_id]
    return {source.user.ref} if source.user and source.user.state != UserState.CLOSED else set()


def _in_groups(sources: Iterable[Source]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    members = Member.objects.filter(
        group__in={each.group_id for each in sources if each.group_id}, group__closed_at__isnull=True
    ).exclude(user__state=UserState.CLOSED)
    for group, user in members.values_list("group", "user__ref"):
        found[group].add(user)
    return found


def _in_departments(sources: Iterable[Source]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    users = BusinessUser.objects.filter(
        department__in={each.department_id for each in sources if each.department_id}
    ).exclude(state=UserState.CLOSED)
    for department, user in users.values_list("department", "ref"):
        found[department or 0].add(user)
    return found


def standing(organisation: str, *, at: datetime) -> list[Assignment]:
    """What people of the organisation hold through sources, now or later."""
    found = Assignment.objects.filter(
        not_ended(at), user__organisation__ref=organisation, source__isnull=False
    )
    return list(found.select_related("user", "right", "organisation", "source").order_by("pk"))


def of_group(group: Group, *, at: datetime) -> QuerySet[Source]:
    """What a group has, now or later, in the order of the tree."""
    found = sources_of(group.organisation.ref, at=at).filter(group=group)
    return found.select_related("right__service").order_by("right__service__name", "right__place", "pk")


def source_called(ref: str, *, organisation: str, at: datetime) -> Source | None:
    """A source of this organisation that has not ended."""
    found = sources_of(organisation, at=at).filter(ref=ref)
    return found.select_related("right__service", "group", "department", "package").first()


def called(refs: Collection[str], *, organisation: str) -> dict[str, Source]:
    """What rights come from, by reference."""
    found = Source.objects.filter(ref__in=refs, organisation__ref=organisation)
    return {each.ref: each for each in found.select_related("group", "department", "package")}


def holders(source: Source, *, at: datetime) -> int:
    """How many people hold something through it, now or later."""
    return Assignment.objects.filter(not_ended(at), source=source).values("user").distinct().count()

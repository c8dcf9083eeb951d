"""Who is in which group; groups as their organisation sees them."""

from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet

from fuldmagt.mandates.groups.models import Group
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, UserState
from fuldmagt.organisations.users.queries import Search, search


def groups_of(organisation: str) -> QuerySet[Group]:
    """The groups there are, by name."""
    return Group.objects.filter(organisation__ref=organisation, closed_at__isnull=True).order_by("name")


def group_called(ref: str, *, organisation: str) -> Group | None:
    return groups_of(organisation).filter(ref=ref).first()


def listed(organisation: str, *, text: str = "") -> QuerySet[Group]:
    """The groups of which every word is in the name or the description; each with its `people`."""
    found = groups_of(organisation)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
    present = ~Q(members__user__state=UserState.CLOSED) & Q(members__isnull=False)
    return found.annotate(people=Count("members", filter=present))


def groups_with(user: BusinessUser) -> list[Group]:
    """The groups that a user is in."""
    return list(groups_of(user.organisation.ref).filter(members__user=user))


def members(group: Group, *, text: str = "") -> QuerySet[BusinessUser]:
    """Who is in the group, by name; closed users are in no group."""
    found = search(Search(text=text), organisation=group.organisation.ref)
    return found.filter(memberships__group=group).order_by("name", "ref")


def others(group: Group, *, text: str = "", department: str = "") -> QuerySet[BusinessUser]:
    """Who could be put in the group, by name."""
    wanted = Search(text=text, department=department)
    found = search(wanted, organisation=group.organisation.ref)
    return found.exclude(pk__in=group.members.values("user")).order_by("name", "ref")


def with_addresses(addresses: Iterable[str], *, organisation: str) -> dict[str, list[BusinessUser]]:
    """The users with these e-mail addresses, in whatever case they are written; closed ones apart."""
    known: dict[str, list[BusinessUser]] = {each.casefold(): [] for each in addresses}
    for user in search(Search(), organisation=organisation):
        if user.email.casefold() in known:
            known[user.email.casefold()].append(user)
    return known


def people(refs: Collection[str], *, organisation: str) -> dict[str, BusinessUser]:
    """Users of the organisation by reference, closed ones included: for naming them."""
    found = search(Search(states=frozenset(UserState)), organisation=organisation)
    return {each.ref: each for each in found.filter(ref__in=refs)}


def is_among(by: Actor, users: Iterable[BusinessUser]) -> bool:
    """Whether the one who acts is one of these, be it by another user of the same person."""
    acting = BusinessUser.objects.filter(ref=by.ref, organisation__ref=by.organisation).first()
    person = acting.person_id if acting else None
    return any(each.ref == by.ref or (person is not None and each.person_id == person) for each in users)

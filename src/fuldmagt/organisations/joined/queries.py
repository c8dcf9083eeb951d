"""Which organisations have joined: what anybody may know of one, and the operator of them all."""

from django.db.models import Count, Q, QuerySet

from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.vocabulary.identifiers import parse


def everyone(words: str = "") -> QuerySet[Organisation]:
    """The organisations on the platform, by name, with how many people may log in; for the operator."""
    found = Organisation.objects.annotate(
        active_users=Count("users", filter=Q(users__state=UserState.ACTIVE))
    ).order_by("name", "ref")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(ref__icontains=word))
    return found


def known_by(number: str) -> Organisation | None:
    """The organisation that has this number: its main one, another of its own, or a branch's."""
    if parse(number) is None:
        return None
    has_it = Q(ref=number) | Q(identifiers__written=number) | Q(branches__ref=number)
    return Organisation.objects.filter(has_it, state=OrganisationState.ACTIVE).distinct().first()


def manages(role: Role, *, organisation: str) -> bool:
    """Whether somebody active in the organisation holds the role. Who it is, is not told."""
    return Organisation.objects.filter(
        ref=organisation, users__state=UserState.ACTIVE, users__roles_held__role=role
    ).exists()

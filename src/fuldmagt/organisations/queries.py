"""Questions about organisations and their users. Each takes the organisation whose data it reads."""

from collections.abc import Iterable

from django.conf import settings

from fuldmagt.organisations.models import BusinessUser, Organisation, RoleHeld
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState, Role, UserState, may


def roles_of(user: BusinessUser) -> frozenset[Role]:
    """The roles that count: nobody operates the platform from another organisation than its operator (A7)."""
    held = frozenset(Role(role) for role in user.roles_held.values_list("role", flat=True))
    operates = user.organisation.ref == settings.OPERATOR
    return held if operates else held - {Role.PLATFORM_OPERATOR}


def actor(user: BusinessUser) -> Actor:
    return Actor(ref=user.ref, organisation=user.organisation.ref, roles=roles_of(user))


def active_user(ref: str) -> BusinessUser | None:
    """The user who may have a session: active, in an active organisation."""
    return (
        BusinessUser.objects.select_related("organisation", "department", "person")
        .filter(ref=ref, state=UserState.ACTIVE, organisation__state=OrganisationState.ACTIVE)
        .first()
    )


def user_of(ref: str, *, organisation: str) -> BusinessUser | None:
    """A user of this organisation; None for another's, exactly as for one that does not exist."""
    return (
        BusinessUser.objects.select_related("organisation", "department", "person")
        .filter(ref=ref, organisation__ref=organisation)
        .first()
    )


def same_person(user: BusinessUser, by: Actor) -> bool:
    """Whether the user is the one who acts, be it by another user of the same person."""
    acting = user_of(by.ref, organisation=by.organisation)
    same = acting is not None and acting.person_id is not None and acting.person_id == user.person_id
    return user.ref == by.ref or same


def may_as_anybody(by: Actor, deed: Deed) -> bool:
    """Whether the person who acts may do the deed as any of their users in the organisation."""
    acting = user_of(by.ref, organisation=by.organisation)
    if acting is None or acting.person_id is None:
        return may(by.roles, deed)
    selves = BusinessUser.objects.filter(person=acting.person_id, organisation__ref=by.organisation)
    return any(may(roles_of(each), deed) for each in selves.select_related("organisation"))


def holders_of(role: Role, *, organisation: str) -> list[BusinessUser]:
    """The active users who hold a role in the organisation."""
    held = RoleHeld.objects.filter(
        role=role, user__organisation__ref=organisation, user__state=UserState.ACTIVE
    ).select_related("user")
    return [each.user for each in held.order_by("user__name")]


def roles_held(organisation: str) -> list[RoleHeld]:
    """Every administrator role in the organisation and who holds it."""
    held = RoleHeld.objects.filter(user__organisation__ref=organisation).select_related("user")
    return list(held.order_by("user__name", "role"))


def locked(organisation: str) -> Organisation:
    """The organisation, held until the transaction ends.

    Deeds that change it or its users take it first, before any user's row, so that two of them wait
    for one another in the same order.
    """
    return Organisation.objects.select_for_update(no_key=True).get(ref=organisation)


def locked_together(organisations: Iterable[str]) -> dict[str, Organisation]:
    """Several organisations, held until the transaction ends; always taken in the same order."""
    found = Organisation.objects.filter(ref__in=set(organisations)).order_by("ref")
    return {each.ref: each for each in found.select_for_update(no_key=True)}


def only_administrator(user: BusinessUser) -> bool:
    """Whether nobody but this user could act as organisation administrator. Ask it under `locked`."""
    role = Role.ORGANISATION_ADMINISTRATOR
    others = holders_of(role, organisation=user.organisation.ref)
    return role in roles_of(user) and all(other.pk == user.pk for other in others)

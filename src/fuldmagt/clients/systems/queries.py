"""The systems of an organisation, and for whom an agent works."""

from django.db.models import QuerySet

from fuldmagt.clients.models import Client
from fuldmagt.clients.systems.models import System
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import same_person, user_of
from fuldmagt.organisations.rules import Actor, UserKind


def systems_of(organisation: str) -> QuerySet[System]:
    """By name; closed ones too, which stand in the log."""
    found = System.objects.filter(user__organisation__ref=organisation)
    return found.select_related("user__organisation", "client", "works_for").order_by("user__name", "pk")


def system_called(ref: str, *, organisation: str) -> System | None:
    """The system with this user's reference; None for another organisation's as for none."""
    return systems_of(organisation).filter(user__ref=ref).first()


def system_of(client: Client) -> System | None:
    """The system that the client is; None for a provider's application."""
    found = System.objects.filter(client=client)
    return found.select_related("user__organisation", "client", "works_for").first()


def is_own(user: BusinessUser, by: Actor) -> bool:
    """Whether somebody gives themselves what they give this user: as another user, or as a program that signs
    with a key that they brought (A5)."""
    if same_person(user, by):
        return True
    if user.kind != UserKind.SYSTEM:
        return False
    keyed_by = System.objects.filter(user=user).values_list("keyed_by", flat=True).first() or ""
    holder = user_of(keyed_by, organisation=user.organisation.ref)
    return holder is not None and same_person(holder, by)


def works_for(user: BusinessUser) -> BusinessUser | None:
    """The employee for whom an agent works; None for people, and for what works for all."""
    if user.kind != UserKind.SYSTEM:
        return None
    system = System.objects.filter(user=user).select_related("works_for").first()
    return system.works_for if system else None

"""The systems of an organisation, and for whom an agent works."""

from collections.abc import Collection

from django.db.models import QuerySet

from fuldmagt.clients.models import Client
from fuldmagt.clients.systems.models import System
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
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
    return user.ref in own_among([user], by)


def own_among(users: Collection[BusinessUser], by: Actor) -> set[str]:
    """Those of these users who are the one who acts, each as `is_own` says; asked about all at once."""
    acting = user_of(by.ref, organisation=by.organisation)
    person = acting.person_id if acting is not None else None

    def same(ref: str, of: int | None) -> bool:
        return ref == by.ref or (person is not None and person == of)

    programs = {each.ref: each for each in users if each.kind == UserKind.SYSTEM}
    keyed = System.objects.filter(user__ref__in=list(programs)).exclude(keyed_by="")
    by_key = dict(keyed.values_list("user__ref", "keyed_by")) if programs else {}
    holders = BusinessUser.objects.filter(ref__in=set(by_key.values())) if by_key else ()
    persons = {(each.ref, each.organisation_id): each.person_id for each in holders}
    own = {each.ref for each in users if same(each.ref, each.person_id)}
    for program, holder in by_key.items():
        key = (holder, programs[program].organisation_id)
        if key in persons and same(holder, persons[key]):
            own.add(program)
    return own


def works_for_each(programs: Collection[str]) -> dict[str, str]:
    """The employee for whom each of these programs works; those that work for all are left out."""
    found = System.objects.filter(user__ref__in=programs, works_for__isnull=False)
    rows = found.select_related("user", "works_for")
    return {each.user.ref: each.works_for.ref for each in rows if each.works_for}


def works_for(user: BusinessUser) -> BusinessUser | None:
    """The employee for whom an agent works; None for people, and for what works for all."""
    if user.kind != UserKind.SYSTEM:
        return None
    system = System.objects.filter(user=user).select_related("works_for").first()
    return system.works_for if system else None

"""Finding users in the organisation that asks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import BEFORE_ACTIVE, Role, UserKind, UserState
from fuldmagt.people.rules import same_name

PHONE = re.compile(r"[\s()+-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; what is left empty does not matter. Closed users come only when asked for."""

    text: str = ""
    states: frozenset[UserState] = frozenset(UserState) - {UserState.CLOSED}
    department: str = ""
    employee_group: str = ""
    role: Role | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


def search(wanted: Search, *, organisation: str) -> QuerySet[BusinessUser]:
    found = BusinessUser.objects.filter(
        _words(wanted.text),
        organisation__ref=organisation,
        state__in=wanted.states,
        kind=UserKind.PERSON,  # programs have a list of their own
    ).select_related("organisation", "department", "person")
    if wanted.department:
        found = found.filter(department__ref=wanted.department)
    if wanted.employee_group:
        found = found.filter(employee_group=wanted.employee_group)
    if wanted.role:
        found = found.filter(roles_held__role=wanted.role)
    if wanted.created_from:
        found = found.filter(created_at__gte=wanted.created_from)
    if wanted.created_before:
        found = found.filter(created_at__lt=wanted.created_before)
    return found


def _words(text: str) -> Q:
    """Each word stands somewhere in the name, the e-mail address or the user id; or it is the phone number.

    Names are sought by regular expression: SQLite's LIKE does not know that Ø is a large ø.
    """
    asked = Q()
    for word in text.split():
        asked &= Q(name__iregex=re.escape(word)) | Q(email__icontains=word) | Q(user_id__icontains=word)
    if digits := PHONE.sub("", text):
        return asked | Q(phone__regex="[ -]*".join(digits)) if digits.isdecimal() else asked
    return asked


def written(words: str) -> list[BusinessUser]:
    """Who has this reference, user id or e-mail address, on the whole platform: for whoever runs it."""
    named = Q(ref=words) | Q(user_id__iexact=words) | Q(email__iexact=words)
    return list(BusinessUser.objects.filter(named).order_by("pk")[:2])


def alike(name: str, email: str, *, organisation: str) -> list[BusinessUser]:
    """Who may be this very person: has the e-mail address, or can have the name. Closed users apart."""
    there = BusinessUser.objects.filter(organisation__ref=organisation).exclude(state=UserState.CLOSED)
    named = [pk for pk, known in there.values_list("pk", "name") if same_name(known, name)]
    return list(there.filter(Q(pk__in=named) | Q(email__iexact=email)).order_by("name", "ref"))


def on_the_way(organisation: str, *, text: str = "") -> QuerySet[BusinessUser]:
    """Those who have been created but cannot use anything yet, who has waited longest first.

    Imported users wait on a list of their own, until somebody activates them.
    """
    wanted = Search(text=text, states=BEFORE_ACTIVE - {UserState.IMPORTED})
    return search(wanted, organisation=organisation).order_by("created_at", "id")


def active(organisation: str) -> int:
    people = BusinessUser.objects.filter(organisation__ref=organisation, kind=UserKind.PERSON)
    return people.filter(state=UserState.ACTIVE).count()


def employee_groups(organisation: str) -> list[str]:
    """The groups that users of the organisation are in."""
    groups = BusinessUser.objects.filter(organisation__ref=organisation).exclude(employee_group="")
    return list(groups.order_by("employee_group").values_list("employee_group", flat=True).distinct())


def names(references: Iterable[str], *, organisation: str) -> dict[str, str]:
    """The names of those references that are users of the organisation."""
    users = BusinessUser.objects.filter(ref__in=set(references), organisation__ref=organisation)
    return dict(users.values_list("ref", "name"))


def home_of(ref: str) -> str:
    """The organisation of a user whom a service has met; empty for one that does not exist."""
    found = BusinessUser.objects.filter(ref=ref).values_list("organisation__ref", flat=True).first()
    return found or ""


def called(words: str, *, organisation: str) -> frozenset[str]:
    """The references of users who fit the words, closed ones included."""
    found = search(Search(text=words, states=frozenset(UserState)), organisation=organisation)
    return frozenset(found.values_list("ref", flat=True))

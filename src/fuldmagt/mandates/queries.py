"""Questions about every record of power, whatever its kind."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from fuldmagt.catalogue.rules import Rights, open_to
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary.categories import Category


def not_ended(at: datetime) -> Q:
    """Active records that hold now or will."""
    return Q(state=RecordState.ACTIVE) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people hold some rights, and in how many organisations. Numbers, never names."""

    people: int
    organisations: int


def reach(rights: Collection[str], *, at: datetime) -> Reach:
    """Whom a change of these rights' texts concerns: those who hold one of them now or later."""
    held = Assignment.objects.filter(not_ended(at), right__ref__in=rights)
    return Reach(
        people=held.values("user").distinct().count(),
        organisations=held.values("organisation").distinct().count(),
    )


def holders(rights: Collection[str], *, at: datetime) -> dict[str, int]:
    """How many assignments, mandates and grants, now or later, give each of these rights."""
    counted: Counter[str] = Counter()
    for kind, name in ((Assignment, "right__ref"), (Mandate, "rights__ref"), (Grant, "right__ref")):
        found = kind._default_manager.filter(not_ended(at), **{f"{name}__in": rights})
        counted.update(found.values_list(name, flat=True))
    return dict(counted)


def within_reach(user: BusinessUser) -> list[Organisation]:
    """Home, then by name the organisations for which there is any record, in whatever state."""
    by_record = Q(assignments__user=user) | Q(grants_given__receiver=user.organisation)
    by_mandate = Q(mandates_given__receiver=user.organisation)
    found = Organisation.objects.filter(by_record | by_mandate | Q(pk=user.organisation.pk)).distinct()
    return sorted(found, key=lambda each: (each.pk != user.organisation.pk, each.name.casefold()))


def records(refs: Collection[str]) -> dict[str, Assignment | Mandate | Grant]:
    """Records of power by reference, with what they are about: for telling what an answer rests on."""
    found: dict[str, Assignment | Mandate | Grant] = {}
    for assignment in Assignment.objects.filter(ref__in=refs).select_related(
        "user", "right__service", "organisation"
    ):
        found[assignment.ref] = assignment
    for mandate in Mandate.objects.filter(ref__in=refs).select_related("giver", "receiver"):
        found[mandate.ref] = mandate
    for grant in Grant.objects.filter(ref__in=refs).select_related("giver", "receiver", "right"):
        found[grant.ref] = grant
    return found


def acted_for(rights: Collection[str], *, at: datetime, organisation: str = "") -> tuple[int, set[str]]:
    """How many people may act by these rights, now or later, for this organisation or for any; and for which.

    Those of an adviser who was granted access are counted too. Numbers, never names.
    """
    assigned = Assignment.objects.filter(not_ended(at), right__ref__in=rights)
    granted = Grant.objects.filter(not_ended(at), right__ref__in=rights)
    if organisation:
        granted = granted.filter(giver__ref=organisation)
    advisers = assigned.filter(user__organisation__in=granted.values("receiver"))
    own = assigned.filter(organisation__ref=organisation) if organisation else assigned
    people = set(own.values_list("user", flat=True)) | set(advisers.values_list("user", flat=True))
    organisations = set(own.values_list("organisation__ref", flat=True))
    return len(people), organisations | set(granted.values_list("giver__ref", flat=True))


def shut_out(right: str, categories: Collection[Category], *, at: datetime) -> int:
    """How many people hold a right where it is not open to, were it open to these categories alone."""
    held = Assignment.objects.filter(not_ended(at), right__ref=right)
    found = held.values_list(
        "user", "user__organisation", "organisation", "organisation__category", "user__department__category"
    )
    out = set()
    for user, home, organisation, category, department in found:
        counts = department if department and home == organisation else category
        if not open_to(categories, Category(counts)):
            out.add(user)
    return len(out)


def colliding(members: Collection[str], law: Rights, *, at: datetime) -> int:
    """How many people hold, for one organisation, two of these rights, themselves or by what covers them."""
    reached = {right: covered & set(members) for right, covered in law.covered_by.items()}
    reaching = [right for right, some in reached.items() if some]
    held = Assignment.objects.filter(not_ended(at), right__ref__in=reaching)
    together: dict[tuple[object, ...], set[str]] = {}
    for person, user, organisation, right in held.values_list(
        "user__person", "user", "organisation", "right__ref"
    ):
        key = (person, 0 if person else user, organisation)
        together.setdefault(key, set()).update(reached[right])
    return len({key[:2] for key, some in together.items() if len(some) > 1})

from datetime import date

from django.db.models import Count, Q, QuerySet

from fuldmagt.organisations.models import BusinessUser, Department, Employment
from fuldmagt.organisations.rules import UserState


def open_ones(organisation: str) -> QuerySet[Department]:
    """The departments that people can be put in, with how many users each has (`people`)."""
    present = Q(users__isnull=False) & ~Q(users__state=UserState.CLOSED)
    return (
        Department.objects.select_related("leader")
        .filter(organisation__ref=organisation, closed_at__isnull=True)
        .annotate(people=Count("users", filter=present))
        .order_by("name")
    )


def one(ref: str, *, organisation: str) -> Department | None:
    """A department of this organisation; another's is not found, exactly as one that does not exist."""
    return (
        Department.objects.select_related("leader", "organisation")
        .filter(ref=ref, organisation__ref=organisation)
        .first()
    )


def led_by(user: BusinessUser) -> QuerySet[Department]:
    return open_ones(user.organisation.ref).filter(leader=user)


def users_in(department: Department) -> QuerySet[BusinessUser]:
    return department.users.exclude(state=UserState.CLOSED).order_by("name")


def is_empty(department: Department, *, on: date) -> bool:
    """Whether nobody is left: no user who is not closed, and no employment that has not ended."""
    running = Employment.objects.filter(department=department).filter(Q(end__isnull=True) | Q(end__gte=on))
    return not users_in(department).exists() and not running.exists()


def names(organisation: str) -> dict[str, str]:
    """The names of all departments by reference, closed ones included."""
    return dict(Department.objects.filter(organisation__ref=organisation).values_list("ref", "name"))

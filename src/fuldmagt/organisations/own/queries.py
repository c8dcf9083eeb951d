"""What a person may know about themselves, across the organisations that they are a user of."""

from collections.abc import Iterable

from django.db.models import QuerySet

from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import UserState


def users_of(user: BusinessUser) -> QuerySet[BusinessUser]:
    """The person's users that are not closed, this one among them; a user without a person alone."""
    found = BusinessUser.objects.select_related("organisation", "department", "person")
    mine = found.filter(person=user.person) if user.person else found.filter(pk=user.pk)
    return mine.exclude(state=UserState.CLOSED).order_by("organisation__name", "pk")


def acted_for(refs: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that the law lets the person act for, by reference."""
    return Organisation.objects.in_bulk(list(refs), field_name="ref")

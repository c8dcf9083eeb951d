"""What a person may know about themselves, across the organisations that they are a user of."""

from django.db.models import QuerySet

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


def users_of(user: BusinessUser) -> QuerySet[BusinessUser]:
    """The person's users that are not closed, this one among them; a user without a person alone."""
    found = BusinessUser.objects.select_related("organisation", "department", "person")
    mine = found.filter(person=user.person) if user.person else found.filter(pk=user.pk)
    return mine.exclude(state=UserState.CLOSED).order_by("organisation__name", "pk")

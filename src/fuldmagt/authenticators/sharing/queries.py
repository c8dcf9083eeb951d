"""Questions about means that serve, or could serve, a person in several organisations.

What they find is shown to the person alone; an organisation learns nothing of the others.
"""

from django.db.models import QuerySet

from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.queries import in_use, serves_elsewhere
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import OrganisationState, UserState


def offered(user: BusinessUser) -> list[Authenticator]:
    """The means that the person has for other work logins and could use for this one too, oldest first."""
    if user.person is None or not user.organisation.shares_means:
        return []
    serving = UserMeans.objects.filter(
        in_use(),
        authenticator__person=user.person,
        user__state=UserState.ACTIVE,
        user__organisation__shares_means=True,
    )
    found = Authenticator.objects.select_related("person").filter(user_means__in=serving)
    mine = Authenticator.objects.filter(user_means__user=user)
    return list(found.exclude(pk__in=mine).distinct().order_by("created_at", "pk"))


def others_served(user: BusinessUser, authenticator: str) -> list[BusinessUser]:
    """As whom else the person can go on, having shown this means: their other users whom it serves."""
    if user.person is None or not authenticator:
        return []
    served = UserMeans.objects.filter(
        in_use(),
        authenticator__ref=authenticator,
        user__person=user.person,
        user__state=UserState.ACTIVE,
        user__organisation__state=OrganisationState.ACTIVE,
    )
    found = BusinessUser.objects.select_related("organisation", "department", "person")
    return list(found.filter(user_means__in=served).exclude(pk=user.pk).order_by("organisation__name", "pk"))


def shared_in(organisation: str) -> "QuerySet[UserMeans]":
    """The organisation's users' means that serve them elsewhere too: how many, and whose; not where."""
    rows = UserMeans.objects.select_related("user__organisation", "authenticator__person")
    here = rows.filter(serves_elsewhere(), active=True, user__organisation__ref=organisation)
    return here.exclude(user__state=UserState.CLOSED)

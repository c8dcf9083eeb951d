"""Questions about activating many. Each takes the organisation that asks."""

from django.db.models import QuerySet

from fuldmagt.onboarding.bulk.rules import BulkState
from fuldmagt.onboarding.models import BulkActivation, HandoverCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


def running(organisation: str) -> BulkActivation | None:
    return BulkActivation.objects.filter(organisation__ref=organisation, state=BulkState.RUNNING).first()


def one(ref: str, *, organisation: str) -> BulkActivation | None:
    return BulkActivation.objects.filter(ref=ref, organisation__ref=organisation).first()


def left(of: BulkActivation) -> QuerySet[BusinessUser]:
    """Who is still to be activated: of those chosen, or of everyone who had been imported by then."""
    waiting = BusinessUser.objects.filter(organisation=of.organisation, state=UserState.IMPORTED)
    chosen = waiting.filter(created_at__lte=of.begun_at) if of.everyone else waiting.filter(ref__in=of.chosen)
    return chosen.order_by("pk")


def codes(organisation: str) -> QuerySet[HandoverCode]:
    """The codes that wait to be printed, those made first at the top."""
    waiting = HandoverCode.objects.filter(user__organisation__ref=organisation)
    return waiting.select_related("user__organisation", "user__department").order_by("made_at", "pk")


def place(user: str) -> str:
    """Where a user's code is sealed to."""
    return f"onboarding_handovercode.sealed.{user}"

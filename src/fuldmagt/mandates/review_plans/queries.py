from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from fuldmagt.catalogue.models import Service
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import PlanState
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.zones import ZONES


def plans(organisation: str) -> QuerySet[Plan]:
    """The plans of an organisation, those that run first, the soonest first."""
    found = Plan.objects.filter(organisation__ref=organisation).select_related("campaign")
    return found.order_by("state", "next_day", "name", "pk")


def plan(ref: str, *, organisation: str) -> Plan | None:
    return (
        Plan.objects.select_related("organisation", "campaign")
        .filter(ref=ref, organisation__ref=organisation)
        .first()
    )


def due(at: datetime) -> QuerySet[Plan]:
    """What may have to begin somewhere: whether its hour has come where it is, is looked at one by one."""
    soon = (at + timedelta(days=1)).date()
    found = Plan.objects.filter(state=PlanState.RUNNING, next_day__lte=soon)
    return found.select_related("organisation").order_by("next_day", "pk")


def sensitive() -> list[str]:
    return list(Service.objects.filter(data_class=DataClass.SENSITIVE).values_list("ref", flat=True))


def zone_of(plan: Plan) -> str:
    return ZONES.get(plan.organisation.country, settings.TIME_ZONE)

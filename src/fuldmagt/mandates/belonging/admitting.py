"""Letting people have what their department has."""

from datetime import datetime

from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor


def admit(newcomers: list[BusinessUser], *, by: Actor, at: datetime) -> None:
    """Let these users have what the department that they are in has. Part of a deed that follows."""
    Admitted.objects.filter(user__in=newcomers).delete()
    rows = [
        Admitted(user=each, department_id=each.department_id, at=at, by=by.ref)
        for each in newcomers
        if each.department_id is not None
    ]
    Admitted.objects.bulk_create(rows)

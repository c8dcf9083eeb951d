"""A change of a participant: what was read is what is changed, or somebody has been quicker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from examples.employer_portal.participants.models import Change, Participant

FIELDS: Final = ("salary", "part_time", "email", "street", "postcode", "city")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and for whom they work where it is not the employer."""

    name: str
    through: str = ""


def change(
    participant: Participant, told: Mapping[str, Any], *, effective_on: date, by: Reporter, at: datetime
) -> list[str] | None:
    """The fields that are otherwise now; None when somebody has changed the participant meanwhile."""
    new = {name: told[name] for name in FIELDS if told[name] != getattr(participant, name)}
    with transaction.atomic():
        mine = Participant.objects.filter(pk=participant.pk, version=participant.version)
        if not mine.update(**new, version=F("version") + (1 if new else 0)):
            return None
        for name, after in new.items():
            Change.objects.create(
                participant=participant,
                field=name,
                before=str(getattr(participant, name)),
                after=str(after),
                effective_on=effective_on,
                reported_at=at,
                by=by.name,
                through=by.through,
            )
    return list(new)

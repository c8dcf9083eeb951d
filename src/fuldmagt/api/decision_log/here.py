"""The decision log of this process, and what goes into it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from fuldmagt.api.access.messages import Answered, Asked
from fuldmagt.api.decision_log.records import EVENTS, Redaction, Told
from fuldmagt.api.decision_log.writing import Writer


@cache
def writer() -> Writer:
    withheld = settings.DECISION_LOG_WITHOUT
    return Writer(
        Path(settings.DECISION_LOG) if settings.DECISION_LOG else None,
        share=settings.DECISION_LOG_PERCENT / 100,
        redaction=Redaction(users="users" in withheld, bodies="bodies" in withheld),
    )


def note(asked: Asked, answered: Answered) -> None:
    """Keep an account of a question that an application asked. What nobody was let in with is none."""
    event = EVENTS.get(asked.path)
    if event is None or not answered.client:
        return
    writer().add(
        Told(
            event,
            int(asked.at.timestamp() * 1000),
            answered.status,
            answered.client,
            answered.trace,
            answered.activity,
            asked.body,
            answered.body,
        )
    )

"""The decision log of this process, and what goes into it."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.conf import settings

from fuldmagt.api.access import paths
from fuldmagt.api.access.messages import Answered, Asked, problem
from fuldmagt.decisions.log.records import Redaction, Told
from fuldmagt.decisions.log.writing import Writer

EVENTS: Final = {
    paths.EVALUATION: "adl.access_evaluation",
    paths.EVALUATIONS: "adl.access_evaluations",
    paths.SEARCH_SUBJECT: "adl.search_subject",
    paths.SEARCH_ACTION: "adl.search_action",
    paths.SEARCH_RESOURCE: "adl.search_resource",
}
"""How the Authorization Decision Log calls what is asked."""
NONE_KEPT: Final = problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "No account of decisions can be kept now; ask again shortly.",
    (("Retry-After", "1"),),
)


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

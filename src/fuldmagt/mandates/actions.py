"""What is done to records of power as a whole: taken out of the platform as a list."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Refusal


def take_list(of: str, count: int, *, needing: Deed, by: Actor, at: datetime) -> Refusal | None:
    """Note that somebody takes a list of who may act for whom out of the platform, and how long it is."""
    with deed(Event.ACTING_DOWNLOADED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        entry.facts(list=of)
        if refusal := by.refused(needing):
            return entry.refused(refusal)
        entry.facts(count=count)
        return None

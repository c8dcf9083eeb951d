"""What is written down of a deed that never began."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.vocabulary.refusals import Refusal


def turned_away(refusal: Refusal, *, by: str, at: datetime, organisation: str) -> Refusal:
    """Somebody tried something that a door keeps closed for their roles."""
    with deed(Event.DEED_REFUSED, by=by, at=at, organisation=organisation) as entry:
        entry.about(by)
        return entry.refused(refusal)

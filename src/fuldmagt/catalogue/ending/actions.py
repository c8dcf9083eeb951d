"""A provider says until when a service of its own accepts a means, and why (F8).

The users whom it concerns are told by the worker (sign_in.endings), which looks at the date alone: it
does not matter whether it came from here or from a catalogue file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.ending import queries
from fuldmagt.catalogue.ending.rules import End
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.providers.queries import service_of
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def end_means(ref: str, end: End, *, seen: str, by: Actor, at: datetime) -> Service | Refusal:
    """Set or move the end of a means. `seen` is the stamp of what was there."""
    with _changing(Event.MEANS_END_SET, ref, end.kind, seen=seen, by=by, at=at) as (draft, service):
        if isinstance(service, Refusal):
            return draft.refused(service)
        refusal = end.refused(accepted=service.means, ended=service.means_ended, now=at)
        if refusal:
            return draft.refused(refusal)
        draft.facts(until=end.at.isoformat(), before=service.means_ended.get(end.kind.value, ""))
        service.means_ended = service.means_ended | {end.kind.value: end.at.isoformat()}
        service.means_end_reasons = service.means_end_reasons | {end.kind.value: dict(end.reasons)}
        service.save(update_fields=["means_ended", "means_end_reasons"])
        return service


def keep_means(ref: str, kind: Means, *, seen: str, by: Actor, at: datetime) -> Service | Refusal:
    """Take the end of a means away: it is accepted on, or again."""
    with _changing(Event.MEANS_END_REMOVED, ref, kind, seen=seen, by=by, at=at) as (draft, service):
        if isinstance(service, Refusal):
            return draft.refused(service)
        if kind.value not in service.means_ended:
            draft.unchanged()
            return service
        draft.facts(before=service.means_ended[kind.value])
        service.means_ended = {each: end for each, end in service.means_ended.items() if each != kind}
        service.means_end_reasons = {
            each: why for each, why in service.means_end_reasons.items() if each != kind
        }
        service.save(update_fields=["means_ended", "means_end_reasons"])
        return service


@contextmanager
def _changing(
    event: Event, ref: str, kind: Means, *, seen: str, by: Actor, at: datetime
) -> Iterator[tuple[Draft, Service | Refusal]]:
    """A deed about a means of an own service, as it was seen; two changes wait for one another."""
    with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            yield draft, refusal
            return
        raise_revision()
        service = service_of(ref, organisation=by.organisation)
        if service is None:
            yield draft, Refusal(Reason.NOT_FOUND)
            return
        draft.about(service.ref)
        draft.facts(kind=kind.value, name=service.name)
        if queries.stamp(service) != seen:
            yield draft, Refusal(Reason.CHANGED_MEANWHILE, about=service.ref)
            return
        yield draft, service

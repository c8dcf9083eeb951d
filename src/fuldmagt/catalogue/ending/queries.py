"""Which means a service accepts, until when, and what somebody saw of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.catalogue.describing import rules
from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Ending:
    """That a service stops accepting a means, or has stopped; with why, by language."""

    service: Service
    kind: Means
    at: datetime
    reasons: rules.Texts


def endings(services: Iterable[Service]) -> list[Ending]:
    """The ends of these services' means, the nearest first."""
    found = [
        Ending(service, Means(kind), datetime.fromisoformat(at), service.means_end_reasons.get(kind, {}))
        for service in services
        for kind, at in service.means_ended.items()
        if kind in service.means
    ]
    return sorted(found, key=lambda each: (each.at, each.service.ref, each.kind))


def ending(service: Service, kind: Means) -> Ending | None:
    return next((each for each in endings([service]) if each.kind is kind), None)


def with_endings() -> list[Service]:
    """The services on offer that have set an end for a means."""
    found = Service.objects.filter(provider__state=Provider.State.ADMITTED).exclude(means_ended={})
    return list(found.select_related("provider").order_by("ref"))


def stamp(service: Service) -> str:
    """What somebody saw of the service's means before changing them."""
    reasons = [{"kind": kind, **texts} for kind, texts in sorted(service.means_end_reasons.items())]
    return rules.stamp({"means": ",".join(sorted(service.means))}, service.means_ended, *reasons)

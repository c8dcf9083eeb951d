from django.db.models import QuerySet

from fuldmagt.clients import rules
from fuldmagt.clients.models import Client


def client(ref: str) -> Client | None:
    """The client of that id, while it may be used."""
    if not rules.REFERENCE.fullmatch(ref):  # what comes from outside may hold what no database takes
        return None
    return Client.objects.select_related("provider").filter(ref=ref, state=Client.State.ACTIVE).first()


def services_of(client: Client) -> list[str]:
    """The services that the client lets people in to."""
    return list(client.services.order_by("ref").values_list("ref", flat=True))


def everyone() -> QuerySet[Client]:
    """Every client, for the operator of the platform."""
    return Client.objects.select_related("provider").prefetch_related("services").order_by("name", "ref")


def callbacks_of(client: str) -> frozenset[str]:
    """Where the client may be told what became of its requests."""
    found = Client.objects.filter(ref=client).values_list("callback_uris", flat=True).first()
    return frozenset(found or ())

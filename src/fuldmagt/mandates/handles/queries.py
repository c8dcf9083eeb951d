"""Handles, each for the client that was given it and for nobody else."""

from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.handles.rules import TaskStatus


def of_client(ref: str, client: str) -> Handle | None:
    """The client's own handle; another's is not found, exactly as one that does not exist."""
    return Handle.objects.select_related("client").filter(ref=ref, client__ref=client).first()


def submitted(client: str, key: str) -> Handle | None:
    """What the client was given for a submission with this key."""
    if not key:
        return None
    return Handle.objects.filter(client__ref=client, idempotency_key=key).first()


def open_for(client: str, kind: str, about: str, callback: str, state: str) -> Handle | None:
    """A handle of the client for the same thing, told in the same way, that is not over."""
    found = Handle.objects.filter(client__ref=client, kind=kind, about=about, status=TaskStatus.PENDING)
    return found.filter(callback=callback, callback_state=state, idempotency_key="").first()

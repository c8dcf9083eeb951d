"""A provider's portal sends its employer to the page on which access is given, and gets it back.

What the page is told comes from the portal's own connection; the browser carries only a name. Who the
person is, and what they may do, the page judges by its own login.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from fuldmagt.catalogue.models import Service
from fuldmagt.clients.models import Client
from fuldmagt.mandates.grants.models import Beginning
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal

LIFE: Final = timedelta(minutes=30)  # long enough to log in first


@dataclass(frozen=True, slots=True)
class Asked:
    """For which service and organisation, and where the browser is to come back to."""

    service: str
    organisation: str
    return_to: str
    state: str = ""


def begin(asked: Asked, *, client: str, at: datetime) -> str | Refusal:
    """Keep it; the name under which the browser brings it. For an own service and a registered address."""
    known = Client.objects.filter(ref=client, provider__isnull=False).first()
    if known is None:
        return Refusal(Reason.NOT_PERMITTED, about="client")
    service = Service.objects.filter(ref=asked.service, provider=known.provider_id, clients=known).first()
    if service is None:
        return Refusal(Reason.NOT_FOUND, about="service")
    if not service.accepts_grants:
        return Refusal(Reason.GRANT_NOT_SUPPORTED, about="service")
    if asked.return_to not in known.redirect_uris:
        return Refusal(Reason.INPUT_NOT_USABLE, about="return_to")
    Beginning.objects.filter(expires_at__lte=at - LIFE).delete()
    token = dice.token()
    Beginning.objects.create(
        token=hashes.of_token(token),
        client=known,
        service=service,
        organisation=asked.organisation,
        return_to=asked.return_to,
        state=asked.state,
        expires_at=at + LIFE,
    )
    return token


def called(token: str, *, at: datetime) -> Beginning | None:
    """What a portal began under this name, while it can be gone on with."""
    found = Beginning.objects.filter(token__in=hashes.of_token_any(token), expires_at__gt=at)
    return found.filter(used_at__isnull=True).select_related("service__provider", "client").first()


def use(beginning: Beginning, *, at: datetime) -> bool:
    """Note that access was given by it; False when it was before."""
    return bool(Beginning.objects.filter(pk=beginning.pk, used_at__isnull=True).update(used_at=at))


def back(beginning: Beginning, result: str) -> str:
    """Where the browser goes back to: an address registered for the client, when it began and now."""
    if beginning.return_to not in beginning.client.redirect_uris:
        return ""
    said = urlencode({"result": result, "state": beginning.state})
    return f"{beginning.return_to}{'&' if '?' in beginning.return_to else '?'}{said}"

"""What the management door's views share: who calls, for which provider, and how a no is answered."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeVar

import msgspec
from django.http import HttpResponse

from fuldmagt.api.problems import problem
from fuldmagt.catalogue.models import Provider
from fuldmagt.clients import queries as clients
from fuldmagt.clients.credentials import Caller
from fuldmagt.explanations import sentence
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.vocabulary.refusals import Reason, Refusal

LARGEST: Final = 16 * 1024
Read = TypeVar("Read")

STATUS: Final = {
    Reason.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Reason.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
    Reason.INPUT_NOT_USABLE: HTTPStatus.BAD_REQUEST,
    Reason.TOO_MANY_TRIES: HTTPStatus.TOO_MANY_REQUESTS,
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A provider's application that speaks for its provider."""

    provider: Provider
    actor: Actor


def speaker(caller: Caller) -> Speaker | HttpResponse:
    """Only a provider's application speaks here; what it does is done in the provider's own name."""
    client = clients.client(caller.client)
    provider = client.provider if client else None
    if provider is None or provider.organisation is None:
        return problem(HTTPStatus.FORBIDDEN, "The client speaks for no provider on this platform.")
    roles = frozenset({Role.PROVIDER_ADMINISTRATOR})
    return Speaker(provider, Actor(f"client:{caller.client}", provider.organisation.ref, roles))


def read(body: bytes, shape: type[Read]) -> Read | HttpResponse:
    if len(body) > LARGEST:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is larger than 16 KiB.")
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return problem(HTTPStatus.BAD_REQUEST, str(error)[:300])


def refused(refusal: Refusal) -> HttpResponse:
    status = STATUS.get(refusal.reason, HTTPStatus.CONFLICT)
    return problem(status, sentence(refusal), type_=f"urn:fuldmagt:reason:{refusal.reason.value}")


def answer(body: object, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(body), status=status.value, content_type="application/json")

"""The door for decisions, whole: OpenID AuthZEN Authorization API 1.0, in the words of no web framework.

Whoever carries requests (Django on the web port, a small server on a port of its own) brings each as `Asked`
and sends what it gets. An answer follows from that and from what `decisions.ask` says, and from nothing else.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, NamedTuple

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from msgspec.structs import replace

from fuldmagt.api.access import described, evaluations, metadata, paths, searches
from fuldmagt.api.access.admission import admitted
from fuldmagt.api.access.messages import JSON, Answered, Asked, problem, sane
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions.stock import Absent
from fuldmagt.vocabulary.refusals import Refusal

LONGEST_BODY: Final = 1024 * 1024
NO_RECORDS: Final = problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The records cannot be read at the moment; ask again shortly.",
    (("Retry-After", "1"),),
)
log = structlog.get_logger()


class Question(NamedTuple):
    """What an application asks that shows who it is and holds the scope."""

    scope: str
    answer: Callable[[Asked, Caller], Answered]


QUESTIONS: Final[Mapping[str, Question]] = {
    paths.EVALUATION: Question("access:evaluate", evaluations.evaluation),
    paths.EVALUATIONS: Question("access:evaluate", evaluations.evaluations),
    paths.SEARCH_SUBJECT: Question("access:search", searches.subject),
    paths.SEARCH_RESOURCE: Question("access:search", searches.resource),
    paths.SEARCH_ACTION: Question("access:search", searches.action),
}
NOTICES: Final[Mapping[str, Callable[[str], Answered]]] = {
    paths.CONFIGURATION: metadata.configuration,
    paths.OPENAPI: described.openapi,
}


def answer(asked: Asked, known: Caller | Refusal | None = None) -> Answered:
    """The answer to any request. What breaks is logged here, and the caller learns only that it broke.

    `known` is what the caller's credentials have lately been found to be.
    """
    try:
        answered = _answer(asked, known)
    except Absent:
        raise  # whoever holds the door fetches what is wanting, and asks again
    except (OperationalError, InterfaceError):
        log.exception("the door reached no database", path=asked.path)
        answered = NO_RECORDS
    except Exception:  # a bug is no reason to show a caller our insides, on whichever server it is
        log.exception("the door broke", path=asked.path)
        answered = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The platform could not answer.")
    if asked.request_id and sane(asked.request_id):
        return replace(answered, headers=(*answered.headers, ("X-Request-ID", asked.request_id)))
    return answered


def _answer(asked: Asked, known: Caller | Refusal | None) -> Answered:
    if question := QUESTIONS.get(asked.path):
        return _asked(question, asked, known) if asked.method == "POST" else _only("POST")
    if notice := NOTICES.get(asked.path):
        if asked.method not in {"GET", "HEAD"}:
            return _only("GET, HEAD")
        answered = notice(asked.base or settings.BASE_URL)
        return replace(answered, body=b"") if asked.method == "HEAD" else answered
    return problem(HTTPStatus.NOT_FOUND, "There is nothing here; where to ask stands in the metadata.")


def _asked(question: Question, asked: Asked, known: Caller | Refusal | None) -> Answered:
    caller = admitted(asked.authorization, question.scope, at=asked.at, known=known)
    if isinstance(caller, Answered):
        return caller
    if wrong := _unfit(asked):
        return wrong
    return replace(question.answer(asked, caller), client=caller.client)


def _unfit(asked: Asked) -> Answered | None:
    """A body that is not read at all. The specification's certification wants 400 for another type."""
    if len(asked.body) > LONGEST_BODY:
        words = f"The body is larger than {LONGEST_BODY} bytes; ask in parts."
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
    if asked.content_type != JSON and asked.content_type.partition(";")[0].strip().lower() != JSON:
        return problem(HTTPStatus.BAD_REQUEST, f"Send the request as JSON, with Content-Type: {JSON}.")
    return None


def _only(methods: str) -> Answered:
    words = f"Here requests are made by {methods}."
    return problem(HTTPStatus.METHOD_NOT_ALLOWED, words, (("Allow", methods),))

"""Who may ask at a door for applications, and about what.

Source: interfaces, "Decisions over AuthZEN"; RFC 6750, section 3.1; RFC 7617.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from fuldmagt.api.access.messages import Answered, problem
from fuldmagt.clients.credentials import Caller, authenticated
from fuldmagt.vocabulary.refusals import Reason, Refusal

CHALLENGE: Final = 'Basic realm="Fuldmagt", charset="UTF-8", Bearer realm="Fuldmagt"'
SIMULATE: Final = "access:simulate"
NOT_YOURS: Final = "The client may not ask about this service."
ANOTHER_TIME: Final = f"To ask about another time than now needs the scope {SIMULATE}."


def admitted(
    authorization: str, scope: str, *, at: datetime, known: Caller | Refusal | None = None
) -> Caller | Answered:
    """The application that shows who it is and holds the scope, or the answer to any other.

    `known` is what its credentials have lately been found to be.
    """
    caller = known or authenticated(authorization, at=at)
    if isinstance(caller, Refusal):
        return _unauthenticated(caller)
    if scope not in caller.scopes:
        return problem(HTTPStatus.FORBIDDEN, f"The client does not hold the scope {scope}.")
    return caller


def _unauthenticated(refusal: Refusal) -> Answered:
    """A wrong token is named as such, no token is not; a client that is not there is like a wrong secret."""
    wrong = refusal.reason is not Reason.LOGIN_NEEDED
    challenge = CHALLENGE + (', error="invalid_token"' if wrong else "")
    words = "The client has not shown who it is."
    return problem(HTTPStatus.UNAUTHORIZED, words, (("WWW-Authenticate", challenge),))


def beyond(caller: Caller, right: str, *, simulation: bool) -> str:
    """Why a client may not ask this, of another provider's service or about another time; empty if it may."""
    if not caller.may_ask_about(right.partition(":")[0]):
        return NOT_YOURS
    if simulation and SIMULATE not in caller.scopes:
        return ANOTHER_TIME
    return ""

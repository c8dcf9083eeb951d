"""What the app asks and says, as JSON.

The app shows its authority in the body (an activation code, a token, the secret of a key), never by a
cookie. So a page of another's that makes a browser call here calls as nobody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar

import msgspec
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from msgspec import Meta, Struct

from fuldmagt.authenticators.app import actions as keys
from fuldmagt.authenticators.app import rules
from fuldmagt.authenticators.app.queries import key_of
from fuldmagt.authenticators.approvals import actions as approvals
from fuldmagt.authenticators.approvals import queries
from fuldmagt.authenticators.approvals.actions import Answer
from fuldmagt.authenticators.code.rules import digits_of
from fuldmagt.onboarding.activation.actions import take_app
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.address import address_of
from fuldmagt.web.app.showing import says, shown
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.permission import View, by_other_proof
from fuldmagt.web.visitor import Request

LONGEST = 20_000  # bytes of a request
Said = TypeVar("Said", bound=Struct)
Text = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*\Z")]
STATUS = {Reason.NOT_FOUND: 404, Reason.TOO_MANY_TRIES: 429}


class TypedCode(Struct, forbid_unknown_fields=True):
    user_id: Text
    code: Text


class NewKey(Struct, forbid_unknown_fields=True):
    token: Text
    public_key: Text
    signature: Text


class Held(Struct, forbid_unknown_fields=True):
    key: Text
    secret: Text


class Waiting(Struct, forbid_unknown_fields=True):
    keys: Annotated[list[Held], Meta(max_length=10)]


class Approval(Struct, forbid_unknown_fields=True):
    key: Text
    secret: Text
    request: Text
    number: Text
    signature: Text


class Denial(Struct, forbid_unknown_fields=True):
    key: Text
    secret: Text
    request: Text


Answered = dict[str, Any] | Refusal


def door(shape: type[Said]) -> Callable[[Callable[[Request, Said], Answered]], View]:
    """A door that reads JSON of this shape, and says yes with what was asked for or no with the reason."""

    def decorate(deed: Callable[[Request, Said], Answered]) -> View:
        @by_other_proof
        @csrf_exempt
        @never_cache
        @require_POST
        @wraps(deed)
        def opened(request: Request) -> HttpResponse:
            if request.content_type != "application/json" or len(request.body) > LONGEST:
                return JsonResponse({"reason": "bad_request"}, status=400)
            try:
                said = msgspec.json.decode(request.body, type=shape)
            except (msgspec.DecodeError, UnicodeDecodeError):
                return JsonResponse({"reason": "bad_request"}, status=400)
            with in_language_of(request, None):
                answer = deed(request, said)
                if isinstance(answer, Refusal):
                    told = {"reason": answer.reason.value, "about": answer.about, "says": says(answer)}
                    return JsonResponse(told, status=STATUS.get(answer.reason, 403))
                return JsonResponse(answer)

        return opened

    return decorate


@door(TypedCode)
def code(request: Request, said: TypedCode) -> Answered:
    """User id and activation code; what the app needs to go on is the answer."""
    whence = address_of(request)
    typed = keys.enter_code(said.user_id, digits_of(said.code), address=whence, at=request.at)
    if isinstance(typed, Refusal):
        return typed
    return {
        "token": typed.token,
        "challenge": typed.challenge,
        "user_id": typed.user.user_id,
        "name": typed.user.name,
        "organisation": typed.user.organisation.name,
        "avoid": list(rules.avoided(typed.user.birth_date)),
    }


@door(NewKey)
def key(request: Request, said: NewKey) -> Answered:
    """The public key of the seed that the app has drawn, signed by it."""
    taken = take_app(said.token, said.public_key, said.signature, at=request.at)
    if isinstance(taken, Refusal):
        return taken
    return {"key": taken.authenticator.ref, "secret": taken.secret}


@door(Waiting)
def waiting(request: Request, said: Waiting) -> Answered:
    """What waits for the holder of these keys, and which of them work no more."""
    found = {each.key: key_of(each.key, each.secret) for each in said.keys}
    return {
        "requests": [
            shown(each, ref)
            for ref, held in found.items()
            if held
            for each in queries.for_key(held, at=request.at)
        ],
        "gone": [ref for ref, held in found.items() if held is None],
        "locked": [ref for ref, held in found.items() if held and held.locked],
    }


@door(Approval)
def approve(request: Request, said: Approval) -> Answered:
    number = digits_of(said.number)
    answer = Answer(said.key, said.secret, said.request, number, said.signature, address_of(request))
    approved = approvals.approve(answer, at=request.at)
    return approved if isinstance(approved, Refusal) else {"approved": approved.ref}


@door(Denial)
def deny(request: Request, said: Denial) -> Answered:
    denied = approvals.deny(Answer(said.key, said.secret, said.request), at=request.at)
    return denied if isinstance(denied, Refusal) else {"denied": denied.ref}

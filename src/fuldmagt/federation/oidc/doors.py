"""What the endpoints have in common: reading a request strictly, answering in JSON, sending a browser on."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase

from fuldmagt.federation.oidc.problems import Problem

View = Callable[..., HttpResponse]
LONGEST: Final = 32_768
LONGEST_QUERY: Final = 8_000  # that every browser and proxy on the way carries
FORM: Final = "application/x-www-form-urlencoded"


class SeeOther(HttpResponseRedirectBase):
    """303: the browser goes on by GET and takes nothing along (FAPI 2.0 5.3.2.2 forbids 307)."""

    status_code = 303
    allowed_schemes = ["https", "http"]


def by_other_proof(view: View) -> View:
    """A door that checks a proof of its own: a client's credentials, a token, a login on its way."""
    view.permission = "other proof"  # type: ignore[attr-defined]  # a mark on the function
    return view


def for_everybody(view: View) -> View:
    view.permission = "everybody"  # type: ignore[attr-defined]  # a mark on the function
    return view


def issuer() -> str:
    return settings.BASE_URL


def form(request: HttpRequest) -> dict[str, str] | Problem:
    """The parameters of a POST. The query must be empty: Authlib would mix the two."""
    if request.META.get("QUERY_STRING"):
        return Problem("invalid_request", "parameters belong in the body")
    if request.content_type != FORM:
        return Problem("invalid_request", f"the body must be {FORM}")
    return once(request.body)


def by_get(request: HttpRequest) -> dict[str, str] | HttpResponse | Problem:
    """The parameters of a request that a browser brings. One that was posted is sent here again by GET.

    A form that another site posts comes without our cookies (SameSite=Lax): we would see neither who
    is logged in here nor the logins on their way. A GET brings them along.
    """
    if request.method != "POST":
        return once(request.META.get("QUERY_STRING", "").encode())
    posted = form(request)
    if isinstance(posted, Problem):
        return posted
    query = urlencode(posted)
    if len(query) > LONGEST_QUERY:
        return Problem("invalid_request", "too long: push the request, or send less")
    response = SeeOther(f"{request.path}?{query}")
    response["Cache-Control"] = "no-store"
    return response


def once(written: bytes) -> dict[str, str] | Problem:
    """Each parameter once: of two that differ, one program reads the first and the next one the last."""
    if len(written) > LONGEST:
        return Problem("invalid_request", "too long")
    try:
        pairs = parse_qsl(written.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        return Problem("invalid_request", "not readable")
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        return Problem("invalid_request", "a parameter stands more than once")
    if any("\0" in name + value for name, value in pairs):
        return Problem("invalid_request", "not readable")
    # RFC 6749 section 3.1: a parameter without a value counts as left out.
    return {name: value for name, value in pairs if value}


def json(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """An answer that nobody keeps."""
    response = JsonResponse(dict(body), status=status)
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    return response


def refused(problem: Problem, *, challenge: str = "") -> HttpResponse:
    response = json(problem.written(), problem.status)
    if problem.status == 401:
        response["WWW-Authenticate"] = challenge or f'Basic realm="{issuer()}"'
    return response


def to_client(address: str, parameters: Mapping[str, str]) -> HttpResponse:
    """Back to the client's registered address, kept byte for byte, with `iss` always (RFC 9207)."""
    told = {name: value for name, value in {**parameters, "iss": issuer()}.items() if value}
    response = SeeOther(f"{address}{'&' if '?' in address else '?'}{urlencode(told)}")
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response

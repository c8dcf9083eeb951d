"""What could not be done at all, in our words: a reason and a way on."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from fuldmagt.web.look.context import the_brand

SHOWN = {400, 403, 404, 500, 503}


def page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """The page of a status; one that does not know the visitor, as the database may be what is broken."""
    template = template or f"errors/{status if status in SHOWN else 500}.html"
    context = {"brand": the_brand()}
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, HTTPStatus.BAD_REQUEST)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For the time in which the database cannot be reached."""
    response = page(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "30"
    return response


def forged(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """A form that did not come from a page of ours, or from one that was left open too long."""
    return page(request, HTTPStatus.FORBIDDEN, "errors/forged.html")

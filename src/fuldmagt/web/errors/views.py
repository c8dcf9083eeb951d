"""What could not be done at all, in our words: a reason and a way on."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fuldmagt.web.look.context import the_brand


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=HTTPStatus.BAD_REQUEST)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)


def forged(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """A form that did not come from a page of ours, or from one that was left open too long."""
    return render(request, "errors/forged.html", status=HTTPStatus.FORBIDDEN)


def broken(request: HttpRequest) -> HttpResponse:
    return alone("errors/500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For the time in which too many wait already."""
    answer = alone("errors/503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = "30"
    return answer


def alone(template: str, status: HTTPStatus) -> HttpResponse:
    """A page that asks nothing of the database, as that may be what is broken."""
    return HttpResponse(render_to_string(template, {"brand": the_brand()}), status=status)

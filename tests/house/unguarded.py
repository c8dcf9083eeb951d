"""Paths with one view that does not say who may open it: a mistake that must stop the start."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from fuldmagt.web.permission import for_everybody


@for_everybody
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def forgotten_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("open/", open_page),
    path("deeper/", include([path("forgotten/", forgotten_page)])),
]

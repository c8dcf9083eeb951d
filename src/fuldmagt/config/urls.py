"""Every door of the web port. Each room lists its own paths."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fuldmagt.web.operation.urls")),
]

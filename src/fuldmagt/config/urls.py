"""Every door of the web port. Each room lists its own paths."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fuldmagt.web.operation.urls")),
    path("", include("fuldmagt.web.look.urls")),
    path("", include("fuldmagt.web.post.urls")),
    path("", include("fuldmagt.web.overview.urls")),
    path("", include("fuldmagt.web.users.urls")),
    path("", include("fuldmagt.web.departments.urls")),
    path("", include("fuldmagt.web.roles.urls")),
    path("", include("fuldmagt.web.events.urls")),
    path("", include("fuldmagt.web.organisation.urls")),
]

# What could not be done at all
handler400 = "fuldmagt.web.errors.views.bad_request"
handler403 = "fuldmagt.web.errors.views.not_permitted"
handler404 = "fuldmagt.web.errors.views.not_found"
handler500 = "fuldmagt.web.errors.views.broken"

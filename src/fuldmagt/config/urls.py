"""Every door of the web port. Each room lists its own paths."""

from django.urls import URLPattern, URLResolver, include, path

WORDS = (
    "operation",
    "overview",
    "sign_in",
    "users",
    "imports",
    "rights",
    "groups",
    "packages",
    "requests",
    "recertification",
    "mandates",
    "grants",
    "clients",
    "why",
    "mine",
    "acting",
    "joined",
    "departments",
    "roles",
    "systems",
    "events",
    "organisation",
    "orders",
    "costs",
    "stock",
    "provider",
    "operator",
    "look",
    "post",
    "eid",
    "joining",
    "representing",
    "journey",
    "activation",
    "recovery",
    "devices",
    "app",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"fuldmagt.web.{word}.urls")) for word in WORDS),
    path("", include("fuldmagt.federation.oidc.urls")),
    path("", include("fuldmagt.api.access.urls")),
    path("", include("fuldmagt.api.manage.urls")),
]

# What could not be done at all
handler400 = "fuldmagt.web.errors.views.bad_request"
handler403 = "fuldmagt.web.errors.views.not_permitted"
handler404 = "fuldmagt.web.errors.views.not_found"
handler500 = "fuldmagt.web.errors.views.broken"

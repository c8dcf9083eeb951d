from django.urls import path

from fuldmagt.api.manage import advisers, described, grants

app_name = "manage"
urlpatterns = [
    path("api/openapi.json", described.openapi, name="openapi"),
    path("api/v1/grants", grants.listing, name="grants"),
    path("api/v1/grants/begin", grants.begin, name="grants-begin"),
    path("api/v1/grants/<slug:ref>", grants.one, name="grant"),
    path("api/v1/advisers", advisers.advisers, name="advisers"),
    path("api/v1/advisers/<slug:ref>", advisers.adviser, name="adviser"),
]

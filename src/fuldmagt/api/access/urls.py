from django.urls import path

from fuldmagt.api.access import paths, requests, views

app_name = "access"
urlpatterns = [
    path(paths.CONFIGURATION[1:], views.notices, name="configuration"),
    path(paths.OPENAPI[1:], views.notices, name="openapi"),
    path(paths.EVALUATION[1:], views.questions, name="evaluation"),
    path(paths.EVALUATIONS[1:], views.questions, name="evaluations"),
    path(paths.SEARCH_SUBJECT[1:], views.questions, name="search-subject"),
    path(paths.SEARCH_RESOURCE[1:], views.questions, name="search-resource"),
    path(paths.SEARCH_ACTION[1:], views.questions, name="search-action"),
    path(paths.REQUESTS[1:], requests.submit, name="requests"),
    path("access/v1/requests/<slug:ref>", requests.status, name="request"),
    path("access/v1/requests/<slug:ref>/cancel", requests.cancel, name="request-cancel"),
    path("access/v1/<path:rest>", views.questions, name="nothing"),
]

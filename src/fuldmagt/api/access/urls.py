from django.urls import path

from fuldmagt.api.access import requests, searches, views

app_name = "access"
urlpatterns = [
    path(".well-known/authzen-configuration", views.configuration, name="configuration"),
    path("access/v1/evaluation", views.evaluation, name="evaluation"),
    path("access/v1/search/resource", searches.resource, name="search-resource"),
    path("access/v1/requests", requests.submit, name="requests"),
    path("access/v1/requests/<slug:ref>", requests.status, name="request"),
    path("access/v1/requests/<slug:ref>/cancel", requests.cancel, name="request-cancel"),
]

from django.urls import path

from fuldmagt.api.access import searches, views

app_name = "access"
urlpatterns = [
    path(".well-known/authzen-configuration", views.configuration, name="configuration"),
    path("access/v1/evaluation", views.evaluation, name="evaluation"),
    path("access/v1/search/resource", searches.resource, name="search-resource"),
]

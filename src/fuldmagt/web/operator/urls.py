from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.operator import brokers, eid, views

app_name = "operator"
urlpatterns = [
    path("operator/", views.providers, name="providers"),
    path("operator/propose/", views.new, name="propose"),
    path("operator/providers/<ref:ref>/", views.provider, name="provider"),
    path("operator/organisations/", views.joined, name="organisations"),
    path("operator/clients/", views.applications, name="clients"),
    path("operator/eid/", eid.show, name="eid"),
    path("operator/eid/test/", eid.look, name="eid_look"),
    path("operator/eid/log-in/", eid.log_in, name="eid_log_in"),
    path("operator/eid/propose/", brokers.new, name="broker_propose"),
    path("operator/eid/brokers/<ref:ref>/", brokers.step, name="broker"),
]

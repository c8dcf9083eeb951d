from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.mandates import giving, views

app_name = "mandates"
urlpatterns = [
    path("mandates/", views.given, name="given"),
    path("mandates/received/", views.received, name="received"),
    path("mandates/new/", giving.new, name="new"),
    path("mandates/<ref:ref>/", views.show, name="show"),
    path("mandates/<ref:ref>/answer/", views.answer, name="answer"),
    path("mandates/<ref:ref>/change/", giving.change, name="change"),
    path("mandates/<ref:ref>/renew/", giving.renew, name="renew"),
    path("mandates/<ref:ref>/end/", views.end, name="end"),
]

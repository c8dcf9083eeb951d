from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.grants import confirming, giving, views

app_name = "grants"
urlpatterns = [
    path("grants/", views.given, name="list"),
    path("grants/received/", views.received, name="received"),
    path("grants/new/", giving.new, name="hosted"),
    path("grants/confirm/<str:token>/", confirming.confirm, name="confirm"),
    path("grants/<ref:ref>/", views.show, name="show"),
    path("grants/<ref:ref>/change/", views.change, name="change"),
    path("grants/<ref:ref>/remind/", views.remind, name="remind"),
    path("grants/<ref:ref>/end/", views.end, name="end"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.journey import administration, views, ways

app_name = "journey"
urlpatterns = [
    path("journey/<str:token>/", views.show, name="show"),
    path("journey/<str:token>/tick/", views.tick, name="tick"),
    path("journey/<str:token>/untick/", views.untick, name="untick"),
    path("journey/<str:token>/wait/", views.wait, name="wait"),
    path("journey/<str:token>/leave/", views.leave, name="leave"),
    path("users/<ref:ref>/way/", administration.of_user, name="of_user"),
    path("users/<ref:ref>/way/send/", administration.send, name="send"),
    path("users/<ref:ref>/way/wait/", administration.wait, name="record"),
    path("users/<ref:ref>/way/leave/", administration.leave, name="take_off"),
    path("operator/ways/", ways.ways, name="ways"),
]

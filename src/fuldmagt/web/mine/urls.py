from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.mine import views

app_name = "mine"
urlpatterns = [
    path("mine/", views.show, name="show"),
    path("mine/means/passkey/", views.passkey, name="passkey"),
    path("mine/means/<ref:ref>/name/", views.rename, name="rename"),
    path("mine/means/<ref:ref>/remove/", views.remove, name="remove"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.mine import all_powers, app, things, views

app_name = "mine"
urlpatterns = [
    path("mine/", views.show, name="show"),
    path("mine/powers/", all_powers.show, name="powers"),
    path("mine/powers/download.csv", all_powers.download, name="powers_download"),
    path("mine/means/passkey/", views.passkey, name="passkey"),
    path("mine/means/chip/", views.chip, name="chip"),
    path("mine/means/app/", app.add, name="app"),
    path("mine/means/app/<ref:ref>/", app.code, name="app_code"),
    path("mine/means/app/<ref:ref>/state", app.state, name="app_state"),
    path("mine/orders/<ref:ref>/take/", things.take, name="take"),
    path("mine/means/<ref:ref>/name/", views.rename, name="rename"),
    path("mine/means/<ref:ref>/remove/", views.remove, name="remove"),
]

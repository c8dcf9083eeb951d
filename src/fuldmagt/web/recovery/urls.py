from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.recovery import app, taking, views

app_name = "recovery"
urlpatterns = [
    path("recover/<str:token>/", views.start, name="start"),
    path("recover/<str:token>/choose/", views.choose, name="choose"),
    path("recover/<str:token>/pin/<ref:ref>/", views.pin, name="pin"),
    path("recover/<str:token>/lost/<ref:ref>/", views.lost, name="lost"),
    path("recover/<str:token>/share/", views.share, name="share"),
    path("recover/<str:token>/app/", app.app, name="app"),
    path("recover/<str:token>/app/state", app.state, name="app_state"),
    path("recover/<str:token>/app/<ref:ref>/", app.app, name="app_anew"),
    path("recover/<str:token>/passkey/", taking.passkey, name="passkey"),
    path("recover/<str:token>/chip/", taking.chip, name="chip"),
    path("recover/<str:token>/display/", taking.display, name="display"),
    path("recover/<str:token>/reader/", taking.reader, name="reader"),
]

from django.urls import path

from fuldmagt.web.activation import means, pin, things, views
from fuldmagt.web.app import activating

app_name = "activation"
urlpatterns = [
    path("activate/<str:token>/", views.start, name="start"),
    path("activate/<str:token>/code/", views.code, name="code"),
    path("activate/<str:token>/user-id/", views.user_id, name="user_id"),
    path("activate/<str:token>/phone/", views.phone, name="phone"),
    path("activate/<str:token>/phone/code/", views.phone_code, name="phone_code"),
    path("activate/<str:token>/means/", means.choose, name="means"),
    path("activate/<str:token>/means/app/", activating.app, name="app"),
    path("activate/<str:token>/means/app/state", activating.state, name="app_state"),
    path("activate/<str:token>/means/passkey/", means.passkey, name="passkey"),
    path("activate/<str:token>/means/display/", means.display, name="own_display"),
    path("activate/<str:token>/means/reader/", things.reader, name="reader"),
    path("activate/<str:token>/means/chip/", things.chip, name="chip"),
    path("activate/<str:token>/means/share/", means.share, name="share"),
    path("activate/<str:token>/finish/", means.finish, name="finish"),
    path("activate/<str:token>/done/", views.done, name="done"),
    path("new-pin/<str:token>/", pin.start, name="pin_start"),
    path("new-pin/<str:token>/choose/", pin.choose, name="pin_choose"),
]

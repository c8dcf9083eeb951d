from django.urls import path

from fuldmagt.web.app import login
from fuldmagt.web.sign_in.views import forgotten, front, lookup, organisation, outcome, own, proving, users

app_name = "sign_in"

urlpatterns = [
    path("sign-in/<str:ref>/", front.front, name="front"),
    path("sign-in/<str:ref>/user-id", front.user_id, name="user-id"),
    path("sign-in/<str:ref>/another", front.another, name="another"),
    path("sign-in/<str:ref>/account", front.account, name="account"),
    path("sign-in/<str:ref>/means", front.means, name="means"),
    path("sign-in/<str:ref>/app", login.app, name="app"),
    path("sign-in/<str:ref>/app/state", login.state, name="app-state"),
    path("sign-in/<str:ref>/code", proving.code, name="code"),
    path("sign-in/<str:ref>/code-reader", proving.code_reader, name="code-reader"),
    path("sign-in/<str:ref>/passkey", proving.passkey, name="passkey"),
    path("sign-in/<str:ref>/chip", proving.chip, name="chip"),
    path("sign-in/<str:ref>/users", users.users, name="users"),
    path("sign-in/<str:ref>/organisation", organisation.organisation, name="organisation"),
    path("sign-in/<str:ref>/missing", organisation.missing, name="missing"),
    path("sign-in/<str:ref>/refused", outcome.refused, name="refused"),
    path("sign-in/<str:ref>/cancel", outcome.cancel, name="cancel"),
    path("sign-in/<str:ref>/arrive", own.arrive, name="arrive"),
    path("log-in", own.log_in, name="own"),
    path("log-in/cancelled", own.cancelled, name="cancelled"),
    path("log-off", own.out, name="out"),
    path("log-off/done", own.left, name="left"),
    path("forgotten/user-id", forgotten.user_id, name="forgotten-user-id"),
    path("forgotten/user-id/sent", forgotten.sent, name="user-id-sent"),
    path("forgotten/pin", forgotten.pin, name="forgotten-pin"),
    path("forgotten/pin/sent", forgotten.link_sent, name="link-sent"),
    path("events/refused", lookup.look_up, name="look-up"),
]

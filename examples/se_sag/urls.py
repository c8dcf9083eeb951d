from django.urls import path

from examples.kit.frame import healthz, language
from examples.se_sag.views import cases, login

urlpatterns = [
    path("", login.front, name="front"),
    path("healthz", healthz, name="healthz"),
    path("language", language, name="language"),
    path("jwks.json", login.jwks, name="jwks"),
    path("login", login.login, name="login"),
    path("login/callback", login.callback, name="callback"),
    path("logout", login.logout, name="logout"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/documents/<str:ref>", cases.document, name="document"),
]

from django.urls import path

from examples.kit.frame import healthz, language
from examples.national_eid.views import pages, protocol

urlpatterns = [
    path("", pages.front, name="front"),
    path("healthz", healthz, name="healthz"),
    path("language", language, name="language"),
    path(".well-known/openid-configuration", protocol.discovery, name="discovery"),
    path("jwks.json", protocol.jwks, name="jwks"),
    path("authorize", protocol.authorize, name="authorize"),
    path("token", protocol.token, name="token"),
    path("userinfo", protocol.userinfo, name="userinfo"),
    path("login/<str:reference>/", pages.people, name="people"),
    path("login/<str:reference>/cancel", pages.cancel, name="cancel"),
    path("login/<str:reference>/<str:person>", pages.approve, name="approve"),
]

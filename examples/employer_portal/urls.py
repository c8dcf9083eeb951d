from django.urls import path

from examples.employer_portal.views import adviser, clients, login, participants, welcome
from examples.kit.frame import healthz, language

urlpatterns = [
    path("", login.front, name="front"),
    path("healthz", healthz, name="healthz"),
    path("language", language, name="language"),
    path("jwks.json", login.jwks, name="jwks"),
    path("login", login.login, name="login"),
    path("login/callback", login.callback, name="callback"),
    path("logout", login.logout, name="logout"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("clients/", clients.clients, name="clients"),
    path("clients/switch", clients.switch, name="switch"),
    path("adviser/", adviser.adviser, name="adviser"),
    path("adviser/give", adviser.give, name="give"),
    path("adviser/given", adviser.given, name="given"),
    path("participants/", participants.participants, name="participants"),
    path("participants/<str:number>/", participants.participant, name="participant"),
    path("participants/<str:number>/edit/", participants.edit, name="edit"),
]

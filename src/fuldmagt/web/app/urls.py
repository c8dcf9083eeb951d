from django.urls import path

from fuldmagt.web.app import doors, shell

app_name = "app"
urlpatterns = [
    path("app/", shell.page, name="page"),
    path("app/manifest.webmanifest", shell.manifest, name="manifest"),
    path("app/worker.js", shell.worker, name="worker"),
    path("app/code", doors.code, name="code"),
    path("app/key", doors.key, name="key"),
    path("app/waiting", doors.waiting, name="waiting"),
    path("app/approve", doors.approve, name="approve"),
    path("app/deny", doors.deny, name="deny"),
]

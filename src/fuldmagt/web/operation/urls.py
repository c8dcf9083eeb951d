from django.urls import path

from fuldmagt.web.operation import views

app_name = "operation"
urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
]

from django.urls import path

from fuldmagt.web.devices import views

app_name = "devices"
urlpatterns = [path("demo/devices", views.devices, name="list")]

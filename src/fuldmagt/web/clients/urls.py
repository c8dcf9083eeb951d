from django.urls import path

from fuldmagt.web.clients import views

app_name = "clients"
urlpatterns = [path("clients/", views.administer, name="administer")]

from django.urls import path

from fuldmagt.web.events import views

app_name = "events"
urlpatterns = [path("events/", views.listing, name="list")]

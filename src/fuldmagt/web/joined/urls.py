from django.urls import path

from fuldmagt.web.joined import views

app_name = "joined"
urlpatterns = [path("joined/", views.ask, name="ask")]

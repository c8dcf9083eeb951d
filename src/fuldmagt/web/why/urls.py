from django.urls import path

from fuldmagt.web.why import views

app_name = "why"
urlpatterns = [path("why/", views.ask, name="ask")]

from django.urls import path

from fuldmagt.web.eid import views

app_name = "eid"
urlpatterns = [path("eid/callback", views.callback, name="callback")]

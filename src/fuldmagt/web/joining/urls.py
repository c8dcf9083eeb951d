from django.urls import path

from fuldmagt.web.joining import views

app_name = "joining"
urlpatterns = [
    path("join/", views.find, name="find"),
    path("join/sign/<str:token>/", views.sign, name="sign"),
    path("join/<str:ref>/", views.describe, name="describe"),
    path("join/<str:ref>/others/", views.others, name="others"),
]

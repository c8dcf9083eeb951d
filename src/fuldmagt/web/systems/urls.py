from django.urls import path

from fuldmagt.web.systems import views

app_name = "systems"
urlpatterns = [
    path("systems/", views.listing, name="list"),
    path("systems/new/", views.new, name="new"),
    path("systems/<ref:ref>/", views.show, name="show"),
    path("systems/<ref:ref>/change/", views.edit, name="edit"),
    path("systems/<ref:ref>/stop/", views.stop, name="stop"),
    path("systems/<ref:ref>/start/", views.start, name="start"),
    path("systems/<ref:ref>/close/", views.close, name="close"),
]

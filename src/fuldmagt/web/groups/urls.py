from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.groups import giving, members, views

app_name = "groups"
urlpatterns = [
    path("groups/", views.listing, name="list"),
    path("groups/new/", views.new, name="new"),
    path("groups/<ref:ref>/", views.show, name="show"),
    path("groups/<ref:ref>/change/", views.edit, name="edit"),
    path("groups/<ref:ref>/close/", views.close, name="close"),
    path("groups/<ref:ref>/add/", members.add, name="add"),
    path("groups/<ref:ref>/members/<ref:user>/remove/", members.remove, name="remove"),
    path("groups/<ref:ref>/give/", giving.give, name="give"),
    path("groups/<ref:ref>/rights/<ref:source>/end/", giving.end, name="end"),
]

from django.urls import path

from fuldmagt.web.departments import employments, rights, views
from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`

app_name = "departments"
urlpatterns = [
    path("departments/", views.listing, name="list"),
    path("departments/mine/", views.mine, name="mine"),
    path("departments/new/", views.new, name="new"),
    path("departments/<ref:ref>/", views.show, name="show"),
    path("departments/<ref:ref>/change/", views.edit, name="edit"),
    path("departments/<ref:ref>/close/", views.close, name="close"),
    path("departments/<ref:ref>/give/", rights.give, name="give"),
    path("departments/<ref:ref>/rights/<ref:source>/end/", rights.end, name="end_right"),
    path("departments/<ref:ref>/employments/new/", employments.of_department, name="employ"),
    path("users/<ref:ref>/employments/new/", employments.of_user, name="employ_user"),
    path("employments/<ref:ref>/", employments.edit, name="employment"),
    path("employments/<ref:ref>/end/", employments.end, name="end"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.roles import views

app_name = "roles"
urlpatterns = [
    path("roles/", views.listing, name="list"),
    path("roles/give/", views.give, name="give"),
    path("roles/<ref:ref>/<slug:role>/withdraw/", views.withdraw, name="withdraw"),
]

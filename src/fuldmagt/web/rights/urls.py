from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.many import views as many
from fuldmagt.web.rights import views, waiting

app_name = "rights"
urlpatterns = [
    path("users/<ref:ref>/rights/", views.of_user, name="user"),
    path("rights/many/", many.change, name="many"),
    path("rights/waiting/", waiting.listing, name="waiting"),
]

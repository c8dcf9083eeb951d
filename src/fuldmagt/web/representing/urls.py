from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.representing import consenting, giving, views

app_name = "represent"
urlpatterns = [
    path("represent/", views.find, name="find"),
    path("represent/prove/", views.prove, name="prove"),
    path("represent/mandates/", views.mandates, name="mandates"),
    path("represent/leave/", views.leave, name="leave"),
    path("represent/new/", giving.new, name="new"),
    path("represent/asked/<ref:ref>/decline/", views.decline, name="decline"),
    path("represent/mandates/<ref:ref>/", giving.show, name="show"),
    path("represent/mandates/<ref:ref>/change/", giving.change, name="change"),
    path("represent/mandates/<ref:ref>/renew/", giving.renew, name="renew"),
    path("represent/mandates/<ref:ref>/end/", giving.end, name="end"),
    path("represent/waiting/<ref:ref>/", consenting.others, name="others"),
    path("represent/confirm/<str:token>/", consenting.consent, name="consent"),
]

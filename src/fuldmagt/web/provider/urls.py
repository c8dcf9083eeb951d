from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.provider import views

app_name = "provider"
urlpatterns = [
    path("provider/", views.start, name="start"),
    path("provider/<ref:ref>/contact/", views.contact, name="contact"),
    path("provider/services/<ref:ref>/", views.service, name="service"),
    path("provider/rights/<ref:ref>/", views.right, name="right"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.stock import views

app_name = "stock"
urlpatterns = [
    path("stock/", views.listing, name="list"),
    path("stock/new/", views.new, name="new"),
    path("stock/files/<ref:ref>/", views.show, name="show"),
    path("stock/files/<ref:ref>/confirm/", views.confirm, name="confirm"),
    path("stock/files/<ref:ref>/discard/", views.discard, name="discard"),
]

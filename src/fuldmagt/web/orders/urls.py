from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.orders import views

app_name = "orders"
urlpatterns = [
    path("orders/<ref:ref>/", views.show, name="show"),
    path("orders/<ref:ref>/assign/", views.assign, name="assign"),
    path("orders/<ref:ref>/moves/<slug:word>/", views.move, name="move"),
]

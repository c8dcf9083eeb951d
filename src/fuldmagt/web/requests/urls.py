from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.requests import answering, asking, listing, showing

app_name = "requests"
urlpatterns = [
    path("requests/", listing.listing, name="list"),
    path("requests/mine/", listing.mine, name="mine"),
    path("requests/choose/", asking.choose, name="choose"),
    path("requests/new/", asking.new, name="new"),
    path("requests/<ref:ref>/", showing.show, name="show"),
    path("requests/<ref:ref>/approve/", answering.approve, name="approve"),
    path("requests/<ref:ref>/refuse/", answering.refuse, name="refuse"),
    path("requests/<ref:ref>/take-back/", answering.take_back, name="take_back"),
]

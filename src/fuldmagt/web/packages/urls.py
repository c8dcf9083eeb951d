from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.packages import changing, giving, news, views

app_name = "packages"
urlpatterns = [
    path("packages/", views.listing, name="list"),
    path("packages/new/", changing.new, name="new"),
    path("packages/news/", news.listing, name="news"),
    path("packages/give/", giving.give, name="give"),
    path("packages/given/<ref:ref>/end/", giving.end, name="end"),
    path("packages/<ref:ref>/", views.show, name="show"),
    path("packages/<ref:ref>/change/", changing.change, name="change"),
    path("packages/<ref:ref>/retire/", changing.retire, name="retire"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.mandates import asking, giving, views

app_name = "mandates"
urlpatterns = [
    path("mandates/", views.given, name="given"),
    path("mandates/received/", views.received, name="received"),
    path("mandates/new/", giving.new, name="new"),
    path("mandates/asked/", asking.asked, name="asked"),
    path("mandates/asked/<ref:ref>/decline/", asking.decline, name="decline"),
    path("mandates/ask/", asking.ask, name="ask"),
    path("mandates/asking/", asking.asking, name="asking"),
    path("mandates/asking/<ref:ref>/remind/", asking.remind, name="remind"),
    path("mandates/asking/<ref:ref>/withdraw/", asking.withdraw, name="withdraw"),
    path("mandates/<ref:ref>/", views.show, name="show"),
    path("mandates/<ref:ref>/answer/", views.answer, name="answer"),
    path("mandates/<ref:ref>/change/", giving.change, name="change"),
    path("mandates/<ref:ref>/renew/", giving.renew, name="renew"),
    path("mandates/<ref:ref>/end/", views.end, name="end"),
]

from django.urls import path

from fuldmagt.web.costs import views

app_name = "costs"
urlpatterns = [
    path("prices/", views.prices, name="prices"),
    path("costs/", views.now, name="now"),
    path("costs/<int:year>/", views.of_year, name="year"),
    path("costs/<int:year>/lines.csv", views.download, name="download"),
    path("costs/<int:year>/print/", views.printed, name="print"),
]

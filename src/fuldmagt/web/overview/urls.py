from django.urls import path

from fuldmagt.web.overview import guides, views

app_name = "overview"
urlpatterns = [
    path("", views.start, name="start"),
    path("help/<slug:name>/", guides.guide, name="guide"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.imports import files, letters, waiting

app_name = "imports"
urlpatterns = [
    path("imports/", waiting.listing, name="list"),
    path("imports/chosen/", waiting.chosen, name="chosen"),
    path("imports/new/", files.new, name="new"),
    path("imports/template.csv", files.template, name="template"),
    path("imports/letters/", letters.letters, name="letters"),
    path("imports/bulk/<ref:ref>/stop/", waiting.stop, name="stop"),
    path("imports/<ref:ref>/", files.show, name="show"),
    path("imports/<ref:ref>/progress.json", files.progress, name="progress"),
    path("imports/<ref:ref>/faults.csv", files.faults, name="faults"),
    path("imports/<ref:ref>/confirm/", files.confirm, name="confirm"),
    path("imports/<ref:ref>/cancel/", files.cancel, name="cancel"),
]

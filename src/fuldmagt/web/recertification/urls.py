from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.recertification import answering, campaigns, ending, handing_over, plans, report, reviewing

app_name = "recertification"
urlpatterns = [
    path("recertification/", campaigns.listing, name="list"),
    path("recertification/new/", campaigns.new, name="new"),
    path("recertification/plans/", plans.listing, name="plans"),
    path("recertification/plans/new/", plans.new, name="plan_new"),
    path("recertification/plans/<ref:ref>/", plans.change, name="plan"),
    path("recertification/plans/<ref:ref>/stop/", plans.stop, name="plan_stop"),
    path("recertification/mine/", reviewing.mine, name="mine"),
    path("recertification/lists/<ref:ref>/", reviewing.show, name="review"),
    path("recertification/lists/<ref:ref>/hand/", handing_over.hand, name="hand"),
    path("recertification/lists/<ref:ref>/take-back/", handing_over.take_back, name="take_back"),
    path("recertification/lists/<ref:ref>/people/<ref:user>/", answering.person, name="person"),
    path("recertification/lists/<ref:ref>/<ref:line>/withdraw/", answering.withdraw, name="withdraw"),
    path("recertification/lists/<ref:ref>/<ref:line>/", answering.answer, name="answer"),
    path("recertification/<ref:ref>/", campaigns.show, name="show"),
    path("recertification/<ref:ref>/report.csv", report.as_spreadsheet, name="csv"),
    path("recertification/<ref:ref>/report.pdf", report.as_pdf, name="pdf"),
    path("recertification/<ref:ref>/close/", ending.close, name="close"),
    path("recertification/<ref:ref>/cancel/", ending.cancel, name="cancel"),
]

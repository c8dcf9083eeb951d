from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.journey import administration
from fuldmagt.web.users import creation, disagreement, listing, means, particulars, steps, tabs

app_name = "users"
urlpatterns = [
    path("users/", listing.listing, name="list"),
    path("users/rights/", listing.whose_rights, name="rights"),
    path("users/on-the-way/", administration.on_the_way, name="on_the_way"),
    path("users/download.csv", listing.download, name="download"),
    path("users/new/", creation.new, name="new"),
    path("users/<ref:ref>/", particulars.show, name="show"),
    path("users/<ref:ref>/code/", creation.code, name="code"),
    path("users/<ref:ref>/letter/", creation.letter, name="letter"),
    path("users/<ref:ref>/invite/", creation.invite, name="invite"),
    path("users/<ref:ref>/resend/", creation.resend, name="resend"),
    path("users/<ref:ref>/new-code/", creation.new_code, name="new_code"),
    path("users/<ref:ref>/take-over/", disagreement.take_over, name="take_over"),
    path("users/<ref:ref>/means/", tabs.means, name="means"),
    path("users/<ref:ref>/means/order/", means.order, name="order"),
    path("users/<ref:ref>/means/recover/", means.recover, name="recover"),
    path("users/<ref:ref>/means/let-on/", means.let_on, name="let_on"),
    path("users/<ref:ref>/means/assign/", means.assign, name="assign"),
    path("users/<ref:ref>/means/<ref:means>/<slug:word>/", means.treat, name="treat"),
    path("users/<ref:ref>/events/", tabs.events, name="events"),
    path("users/<ref:ref>/orders/", tabs.orders, name="orders"),
    path("users/<ref:ref>/steps/<slug:word>/", steps.step, name="step"),
    path("orders/<ref:ref>/send/", means.send, name="send"),
]

from django.urls import path

from fuldmagt.web.frame import references  # noqa: F401 - registers the converter `ref`
from fuldmagt.web.provider import advisers, customers, means, usage, views

app_name = "provider"
urlpatterns = [
    path("provider/", views.start, name="start"),
    path("provider/<ref:ref>/contact/", views.contact, name="contact"),
    path("provider/<ref:ref>/advisers/", advisers.listing, name="advisers"),
    path("provider/<ref:ref>/advisers/add/", advisers.add, name="adviser_add"),
    path("provider/advisers/<ref:ref>/", advisers.change, name="adviser"),
    path("provider/advisers/<ref:ref>/end/", advisers.end, name="adviser_end"),
    path("provider/services/<ref:ref>/", views.service, name="service"),
    path("provider/services/<ref:ref>/means/", means.listing, name="means"),
    path("provider/services/<ref:ref>/means/<ref:kind>/", means.end, name="means_end"),
    path("provider/services/<ref:ref>/means/<ref:kind>/keep/", means.keep, name="means_keep"),
    path("provider/services/<ref:ref>/customers/", customers.listing, name="customers"),
    path("provider/services/<ref:ref>/customers/add/", customers.add, name="customer_add"),
    path("provider/services/<ref:ref>/customers/many/", customers.many, name="customers_many"),
    path("provider/services/<ref:ref>/customers/list/", customers.turn, name="customers_turn"),
    path(
        "provider/services/<ref:ref>/customers/<ref:customer>/remove/",
        customers.remove,
        name="customer_remove",
    ),
    path("provider/services/<ref:ref>/usage/", usage.show, name="usage"),
    path("provider/services/<ref:ref>/usage.csv", usage.download, name="usage_download"),
    path("provider/rights/<ref:ref>/", views.right, name="right"),
]

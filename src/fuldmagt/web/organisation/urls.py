from django.urls import path

from fuldmagt.web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("organisation/", views.show, name="show"),
    path("organisation/change/", views.edit, name="edit"),
    path("organisation/fetch/", views.fetch, name="fetch"),
    path("organisation/numbers/", views.add_number, name="add_number"),
    path("organisation/numbers/<str:written>/remove/", views.remove_number, name="remove_number"),
    path("organisation/settings/", views.settings, name="settings"),
    path("organisation/settings/four-eyes/", views.four_eyes, name="four_eyes"),
    path("organisation/settings/right-to-work/", views.lapsed_right_to_work, name="right_to_work"),
    path("organisation/settings/shared-means/", views.shared_means, name="shared_means"),
    path("organisation/orders/", views.orders, name="orders"),
]

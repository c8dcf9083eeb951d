from django.urls import path

from fuldmagt.web.joining import authority, notifier, views

app_name = "joining"
urlpatterns = [
    path("join/", views.find, name="find"),
    path("join/sign/<str:token>/", views.sign, name="sign"),
    path("join/notifier/", notifier.find, name="notifier"),
    path("join/notifier/<str:ref>/", notifier.describe, name="notify"),
    path("join/notifier/<str:ref>/authority/", notifier.authority, name="authority"),
    path("join/<str:ref>/", views.describe, name="describe"),
    path("join/<str:ref>/others/", views.others, name="others"),
    path("organisation/authority/", authority.own, name="own_authority"),
    path("operator/organisations/<str:written>/authority/", authority.of_organisation, name="authority_of"),
]

from django.urls import path

from fuldmagt.web.post import views

app_name = "post"
urlpatterns = [
    path("demo/post", views.listing, name="list"),
    path("demo/post.json", views.told, name="json"),
    path("demo/post/<str:ref>", views.rendered, name="rendered"),
]

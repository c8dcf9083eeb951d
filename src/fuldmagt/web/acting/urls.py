from django.urls import path

from fuldmagt.web.acting import agreements, endings, people, picture

app_name = "acting"
urlpatterns = [
    path("acting/", people.for_us, name="for_us"),
    path("acting/people/", people.listing, name="people"),
    path("acting/people/download.csv", people.download, name="people_download"),
    path("acting/others/", agreements.others, name="others"),
    path("acting/others/download.csv", agreements.others_download, name="others_download"),
    path("acting/clients/", agreements.clients, name="clients"),
    path("acting/clients/download.csv", agreements.clients_download, name="clients_download"),
    path("acting/endings/", endings.show, name="endings"),
    path("acting/endings/download.csv", endings.download, name="endings_download"),
    path("acting/picture/", picture.show, name="picture"),
    path("acting/picture/data.json", picture.data, name="picture_data"),
]

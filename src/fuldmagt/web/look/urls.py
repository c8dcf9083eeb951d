from django.urls import path

from fuldmagt.web.look import views

app_name = "look"
urlpatterns = [
    path("language", views.language, name="language"),
    path("help", views.help, name="help"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("personal-data", views.personal_data, name="personal_data"),
    path("look/colours.css", views.colours, name="colours"),
    path("look/logo", views.logo, name="logo"),
    path("look/", views.components, name="components"),
    path("look/question", views.question, name="question"),
    path("look/refusal", views.refusal, name="refusal"),
    path("look/confirm", views.confirm, name="confirm"),
    path("look/letter", views.letter, name="letter"),
    path("look/mail", views.mail, name="mail"),
    path("look/error/<int:status>", views.error, name="error"),
]

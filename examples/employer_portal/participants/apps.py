from django.apps import AppConfig


class Participants(AppConfig):
    name = "examples.employer_portal.participants"
    label = "participants"
    default_auto_field = "django.db.models.BigAutoField"

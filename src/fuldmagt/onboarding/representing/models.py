from django.db import models


class Visit(models.Model):
    """That somebody who may sign for an organisation without users here is there, for as long as it lasts.

    Before the eID has said who it is, a visit can do nothing; `browser` changes with that.
    """

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=128, db_index=True)  # the identifier as written
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)  # where answers and reminders go
    language = models.CharField(max_length=8)
    browser = models.CharField(max_length=64, unique=True)  # hashed: whose visit it is
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    signatory = models.CharField(max_length=200, blank=True)  # joining.rules.key_of
    created_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        app_label = "onboarding"

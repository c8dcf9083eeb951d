from django.db import models


class Disagreement(models.Model):
    """What an eID tells otherwise than the administrator typed: kept until it is mended, or over.

    `told` is sealed with the user's key; nothing is kept of an eID that agrees in nothing.
    """

    ref = models.CharField(max_length=64, unique=True)
    user = models.OneToOneField("organisations.BusinessUser", models.CASCADE, related_name="disagreement")
    told = models.TextField()  # sealed
    number_agreed = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        app_label = "onboarding"

from django.db import models


class LookUp(models.Model):
    """That somebody asked; kept as long as it counts, under a hash of the address that it came from."""

    asker = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        app_label = "web"
        indexes = [models.Index(fields=["asker", "at"], name="lookups_of_an_asker")]

from django.db import models

from fuldmagt.onboarding.notifying.rules import Kind
from fuldmagt.organisations.models import choices


class Authority(models.Model):
    """What the representative has signed and the notifier has sent; the file itself is sealed."""

    ref = models.CharField(max_length=64, unique=True)
    joining = models.OneToOneField("onboarding.Joining", models.CASCADE, related_name="authority")
    file_name = models.CharField(max_length=140)
    kind = models.CharField(max_length=32, choices=choices(Kind))
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256, as it stands in the log
    sealed = models.BinaryField()
    uploaded_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"

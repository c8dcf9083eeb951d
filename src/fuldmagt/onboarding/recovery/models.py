from django.db import models


class AskedRecovery(models.Model):
    """Somebody without a login asks for a way back, by a user id. The worker answers, by mail alone.

    So the asker waits as long for one user id as for another. The row goes when it has been answered.
    """

    user_id = models.CharField(max_length=64)
    asked_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"

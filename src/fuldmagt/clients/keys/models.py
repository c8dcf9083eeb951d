from django.db import models


class SigningKey(models.Model):
    """A key that we sign with, its private half sealed.

    It is published before it signs and after it has signed, so that whoever keeps our key set for a
    while finds the key of every signature in it.
    """

    kid = models.CharField(max_length=64, unique=True)
    algorithm = models.CharField(max_length=8)
    public = models.JSONField()
    sealed = models.TextField()
    published_at = models.DateTimeField()
    signs_from = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True, blank=True)  # from the key set; null: not replaced yet

    class Meta:
        indexes = [models.Index(fields=["algorithm", "signs_from"])]

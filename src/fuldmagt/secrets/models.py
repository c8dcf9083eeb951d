from django.db import models


class PersonKey(models.Model):
    """The key of one person's fields, wrapped by the installation's. Deleting it erases the person."""

    person = models.CharField(max_length=64, unique=True)
    wrapped = models.TextField()

from django.db import models

from fuldmagt.organisations.models import BusinessUser, Department


class Admitted(models.Model):
    """That whoever gives rights lets what a department has reach somebody who is in it (C5).

    It counts as long as the user is in that department: who is moved has to be admitted anew.
    """

    user = models.OneToOneField(BusinessUser, models.CASCADE, related_name="admitted")
    department = models.ForeignKey(Department, models.CASCADE, related_name="admitted")
    at = models.DateTimeField()
    by = models.CharField(max_length=128)

    class Meta:
        app_label = "mandates"

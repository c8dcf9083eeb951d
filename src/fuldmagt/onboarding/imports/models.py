from django.db import models

from fuldmagt.onboarding.imports.rules import ImportState
from fuldmagt.organisations.models import choices


class Import(models.Model):
    """A file of users on its way: uploaded, read, confirmed in one step or forgotten.

    `rows` says how far it has been read, so that another worker goes on there.
    """

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="imports")
    state = models.CharField(max_length=16, choices=choices(ImportState), default=ImportState.READING)
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=16)
    separator = models.CharField(max_length=1)
    headings = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="da")  # of users whose row names none
    total = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)  # rows
    faults = models.PositiveIntegerField(default=0)  # cells
    notes = models.PositiveIntegerField(default=0)
    begun_by = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tidied = models.BooleanField(default=False)

    class Meta:
        app_label = "onboarding"
        indexes = [models.Index(fields=["state"]), models.Index(fields=["tidied", "state"])]


class ImportPart(models.Model):
    """A piece of the uploaded file, sealed; gone as soon as the file has been read."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        app_label = "onboarding"
        constraints = [models.UniqueConstraint(name="a_part_stands_once", fields=["of", "number"])]


class ImportRow(models.Model):
    """A row as it was read: its cells sealed, its faults plain; `user` is the one staged for it.

    The keys are blind indexes: of the e-mail address, and of the name with the birth date.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="read_rows", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.TextField()
    faults = models.JSONField(default=list)
    is_faulty = models.BooleanField(default=False)
    email_key = models.CharField(max_length=32, blank=True)
    person_key = models.CharField(max_length=32, blank=True)
    user = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "onboarding"
        constraints = [models.UniqueConstraint(name="a_row_is_read_once", fields=["of", "number"])]
        indexes = [
            models.Index(fields=["of", "email_key"]),
            models.Index(fields=["of", "person_key"]),
            models.Index(fields=["of", "number"], name="rows_to_mend", condition=models.Q(is_faulty=True)),
        ]

from django.db import models

from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.organisations.models import choices
from fuldmagt.vocabulary.categories import Category


class Joining(models.Model):
    """An organisation on its way onto the platform."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=128, db_index=True)  # the identifier as written
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=32, choices=choices(Category), blank=True)
    email = models.EmailField(blank=True)  # the representative's
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=choices(JoiningState), default=JoiningState.BEGUN)
    signatures_needed = models.PositiveIntegerField()
    browser = models.CharField(max_length=64)  # hashed: who began it goes on with it
    notifier = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"


class Signature(models.Model):
    """That a signatory has confirmed with the eID."""

    joining = models.ForeignKey(Joining, models.CASCADE, related_name="signatures")
    signatory = models.CharField(max_length=200)  # joining.rules.key_of
    name = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"
        constraints = [
            models.UniqueConstraint(name="a_signatory_signs_once", fields=["joining", "signatory"]),
            models.UniqueConstraint(name="a_person_signs_once", fields=["joining", "person"]),
        ]


class SignatureRequest(models.Model):
    """A mail that asks another signatory to confirm; a newer one voids an older one."""

    joining = models.ForeignKey(Joining, models.CASCADE, related_name="requests")
    signatory = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True)  # hashed
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"

from django.db import models

from fuldmagt.onboarding.instructions.rules import InstructionState
from fuldmagt.organisations.models import choices


class Instruction(models.Model):
    """What is to be done about the mandates of an organisation for which several sign together."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=128, db_index=True)  # the identifier as written
    name = models.CharField(max_length=200)
    what = models.JSONField()  # rules.What
    email = models.EmailField(blank=True)  # of who began it
    language = models.CharField(max_length=8)
    needed = models.PositiveIntegerField()
    state = models.CharField(
        max_length=16, choices=choices(InstructionState), default=InstructionState.WAITING.value
    )
    created_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        app_label = "onboarding"


class Consent(models.Model):
    """That one of those who sign has confirmed an instruction with the eID."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="consents")
    signatory = models.CharField(max_length=200)  # joining.rules.key_of
    name = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"
        constraints = [
            models.UniqueConstraint(name="a_signatory_consents_once", fields=["instruction", "signatory"]),
            models.UniqueConstraint(name="a_person_consents_once", fields=["instruction", "person"]),
        ]


class ConsentAsked(models.Model):
    """A mail that asks another who signs to confirm; a newer one voids an older one."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="asked")
    signatory = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True)  # hashed
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"

from django.db import models
from django.db.models import Q

from fuldmagt.registers.eid.admission.rules import OPEN, BrokerState

INSTALLATION = "installation"


class BrokerAdmission(models.Model):
    """That a broker was proposed, and what was decided; the installation itself admits its first."""

    ref = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    issuer = models.CharField(max_length=300)
    client = models.CharField(max_length=200)
    broker = models.CharField(max_length=64)
    mapping = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in BrokerState])
    proposed_by = models.CharField(max_length=128)  # a user of the operator, or the installation
    proposed_at = models.DateTimeField()
    proposal_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=128, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.CharField(max_length=128, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "registers"
        constraints = [
            models.UniqueConstraint(
                name="one_open_admission_for_each_broker",
                fields=["fingerprint"],
                condition=Q(state__in=[state.value for state in OPEN]),
            ),
            models.UniqueConstraint(
                name="the_installation_admits_one_broker",
                fields=["proposed_by"],
                condition=Q(proposed_by=INSTALLATION),
            ),
        ]


class BrokerTrial(models.Model):
    """That an operator's own login passed against a broker; the last one of each operator."""

    fingerprint = models.CharField(max_length=64)
    by = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        app_label = "registers"
        constraints = [
            models.UniqueConstraint(name="the_last_trial_of_each_operator", fields=["fingerprint", "by"])
        ]

from django.db import models

from fuldmagt.catalogue.changing.rules import ProposalState


class Proposal(models.Model):
    """A change of a provider's catalogue that gives more power, and waits for a second person (0033).

    `seen` is the stamp of what its proposer changed: once that is another, the proposal cannot be accepted.
    """

    State = ProposalState

    ref = models.CharField(max_length=64, unique=True)
    provider = models.ForeignKey("catalogue.Provider", models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=128)
    said = models.JSONField(null=True)
    new = models.BooleanField(default=False)
    seen = models.CharField(max_length=64)
    why = models.CharField(max_length=500)
    state = models.CharField(
        max_length=16,
        choices=[(each.value, each.value) for each in ProposalState],
        default=ProposalState.WAITS,
    )
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_proposal_for_each",
                fields=["provider", "subject"],
                condition=models.Q(state=ProposalState.WAITS),
            )
        ]

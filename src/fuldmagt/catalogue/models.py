from django.db import models

from fuldmagt.catalogue.changing.models import Proposal
from fuldmagt.catalogue.providers.rules import ProviderState
from fuldmagt.organisations.models import Organisation, choices
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import DataClass

__all__ = [
    "Acceptance",
    "CatalogueRevision",
    "ExclusiveSet",
    "Package",
    "Proposal",
    "Provider",
    "Right",
    "Sector",
    "Service",
]


class Sector(models.Model):
    """A branch of the rights tree. `Provider.sector` holds its `ref`; a sector without a row shows that."""

    ref = models.CharField(max_length=64, unique=True)
    names = models.JSONField(default=dict)  # by language


class Provider(models.Model):
    """Who offers services: an authority, an insurer, a pension provider.

    Only an admitted one is offered to anybody. Who proposes it and who decides are two (A7).
    """

    State = ProviderState

    ref = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="provider_of"
    )
    state = models.CharField(max_length=16, choices=choices(ProviderState), default=ProviderState.PROPOSED)
    number = models.CharField(max_length=128, blank=True)  # as looked up in the company register
    registered_name = models.CharField(max_length=200, blank=True)
    proposed_by = models.CharField(max_length=64, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=64, blank=True)  # the first of two, if no operator proposed it
    approved_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A service that people log in to. Texts are by language: {"da": ..., "nl": ..., "en": ...}."""

    ref = models.CharField(max_length=64, unique=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    texts = models.JSONField(default=dict)
    url = models.URLField(blank=True)
    data_class = models.CharField(max_length=16, choices=choices(DataClass))
    accepts_chains = models.BooleanField(default=False)
    accepts_grants = models.BooleanField(default=False)
    means = models.JSONField(default=list)
    means_ended = models.JSONField(default=dict)  # kind of means -> instant, RFC 3339
    means_end_reasons = models.JSONField(default=dict)  # kind of means -> why it ends, by language
    keeps_customers = models.BooleanField(default=False)
    customers = models.ManyToManyField(Organisation, blank=True, related_name="customer_of")

    def __str__(self) -> str:
        return self.name


class Right(models.Model):
    """What one may do in a service; `ref` is `SERVICE:NAME`."""

    ref = models.CharField(max_length=128, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="rights")
    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    assurance = models.CharField(max_length=16, choices=[(level.word, level.word) for level in Level])
    categories = models.JSONField(default=list)  # empty: open to all
    implies = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="implied_by")
    place = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)  # out of the catalogue; nobody can get it

    def __str__(self) -> str:
        return self.name


class ExclusiveSet(models.Model):
    """Rights of which one person holds at most one for an organisation (C2)."""

    ref = models.CharField(max_length=64, unique=True)
    rights = models.ManyToManyField(Right, related_name="exclusive_sets")


class Package(models.Model):
    """Rights of several services that are given together (C8).

    One without an organisation is on offer to all; texts are by language, as the catalogue's are.
    """

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="packages"
    )
    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    rights = models.ManyToManyField(Right, related_name="packages")
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Acceptance(models.Model):
    """What an organisation says to a right of a package: only what it accepted reaches the holders there.

    It goes when the right leaves the package, so that one that comes back is asked about anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # the rights administrators have been told
        ACCEPTED = "accepted"
        DECLINED = "declined"

    package = models.ForeignKey(Package, models.CASCADE, related_name="acceptances")
    right = models.ForeignKey(Right, models.CASCADE, related_name="acceptances")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="acceptances")
    state = models.CharField(max_length=16, choices=State)
    at = models.DateTimeField()
    by = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="accepted_once", fields=["package", "right", "organisation"])
        ]


class CatalogueRevision(models.Model):
    """One row: raised by every change of the catalogue that a decision may rest on.

    `world` is raised when everything has been replaced, organisations and their revisions too.
    """

    number = models.PositiveBigIntegerField(default=1)
    world = models.PositiveIntegerField(default=0)

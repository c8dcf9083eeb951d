from django.db import models

from fuldmagt.organisations.models import BusinessUser, choices
from fuldmagt.sign_in import demand
from fuldmagt.sign_in.endings.models import EndTold
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.assurance import BY_WORD, Level
from fuldmagt.vocabulary.means import Means

__all__ = ["AskedUserId", "EndTold", "SignIn"]


class SignIn(models.Model):
    """A login on its way: what is wanted, who has been identified, for whom the person acts.

    It belongs to one browser: `browser` is the hash of a secret in that browser's cookie, so that
    the address alone is of no use to anybody. A refused one is kept for those who help.
    """

    ref = models.CharField(max_length=64, unique=True)
    browser = models.CharField(max_length=64)
    stage = models.CharField(max_length=16, choices=choices(Stage), default=Stage.BEGUN.value)
    wanted = models.JSONField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    typed_user_id = models.CharField(max_length=64, blank=True)  # nobody has shown anything yet
    user = models.ForeignKey(BusinessUser, models.CASCADE, null=True, blank=True, related_name="sign_ins")
    user_chosen = models.BooleanField(default=False)  # of several that the means serves
    level = models.CharField(max_length=16, blank=True)
    means = models.CharField(max_length=16, blank=True)
    authenticator = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    organisation = models.CharField(max_length=128, blank=True)
    rights = models.JSONField(default=list)
    revision = models.CharField(max_length=200, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=16, blank=True)
    right_refused = models.CharField(max_length=128, blank=True)
    reasons = models.JSONField(default=list)
    nearest_way = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reference"]), models.Index(fields=["expires_at"])]

    @property
    def demand(self) -> demand.Demand:
        return demand.read(self.wanted)

    @property
    def level_reached(self) -> Level:
        return BY_WORD[self.level]

    @property
    def means_used(self) -> Means:
        return Means(self.means)


class AskedUserId(models.Model):
    """Somebody asks for the user ids of an e-mail address. The worker answers, to that address alone.

    So the asker waits as long for one as for another. The address goes when it has been answered;
    its blind index stays a while, so that nobody is sent one mail after the other.
    """

    address = models.CharField(max_length=254, blank=True)
    index = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    sent = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["index", "asked_at"]), models.Index(fields=["answered_at"])]

from django.db import models


class PushedRequest(models.Model):
    """What a client sent us over its own connection, for a browser to take up once (RFC 9126)."""

    hash = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="pushed_requests")
    parameters = models.JSONField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class UsedAssertion(models.Model):
    """A client's signed assertion that has been used: it is remembered for as long as it would be valid."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="used_assertions")
    name = models.CharField(max_length=64)  # digest of its `jti`
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="an_assertion_is_used_once", fields=["client", "name"])]

from django.db import models

from fuldmagt.organisations.models import BusinessUser


class Session(models.Model):
    """A login that a client was given. Codes and tokens hang on it: when it ends, all of them do.

    It keeps how the user logged in, not what the user may: rights are judged anew at each use.
    `revision` is what the judgement at the login rested on.
    """

    ref = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="sessions")
    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="client_sessions")
    organisation = models.CharField(max_length=128)
    services = models.JSONField(default=list)
    rights = models.JSONField(default=list)  # asked for; empty: all of the services
    scopes = models.JSONField(default=list)
    level = models.CharField(max_length=16)
    means = models.CharField(max_length=16)
    since = models.DateTimeField()
    nonce = models.CharField(max_length=512, blank=True)
    revision = models.CharField(max_length=200, blank=True)
    browser = models.CharField(max_length=64, blank=True, db_index=True)  # of whose login; hashed
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "client"])]


class Code(models.Model):
    """An authorization code: one use, a minute, one client, one address, one challenge (PKCE S256)."""

    hash = models.CharField(max_length=64, unique=True)
    session = models.OneToOneField(Session, models.CASCADE, related_name="code")
    redirect_uri = models.CharField(max_length=500)
    challenge = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_code_has_a_challenge", condition=~models.Q(challenge=""))
        ]


class AccessToken(models.Model):
    """A token that opens a door: of a login, or of the client itself. `ref` is its `jti`."""

    ref = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="access_tokens")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="access_tokens")
    scopes = models.JSONField(default=list)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class RefreshToken(models.Model):
    """A token that is exchanged for new ones, once. Its session is its family."""

    ref = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(Session, models.CASCADE, related_name="refresh_tokens")
    scopes = models.JSONField(default=list)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Subject(models.Model):
    """By what name a client knows a user: another at every client, so that two cannot compare."""

    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="subjects")
    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_client_knows_a_user_by_one_name", fields=["client", "user"])
        ]

from django.db import models


class Notice(models.Model):
    """A mail, text message or letter that waits to be delivered: written in the deed's own transaction.

    `message_id` stays the same over all tries, so that a repeat after a crash can be recognised.
    """

    class Kind(models.TextChoices):
        MAIL = "mail"
        TEXT_MESSAGE = "text_message"
        LETTER = "letter"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    ref = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    organisation = models.CharField(max_length=128, blank=True)
    about = models.CharField(max_length=64, blank=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="da")
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]

"""Reading the outbox."""

import re

from django.db.models import Q, QuerySet

from fuldmagt.notices.models import Notice


def newest(*, words: str = "", kind: str = "") -> QuerySet[Notice]:
    """Every notice, newest first, that holds all the words. For the demonstration's own post page."""
    found = Notice.objects.order_by("-created_at", "-pk")
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        found = found.filter(Q(to__icontains=word) | Q(subject__icontains=word) | Q(body__icontains=word))
    return found


def not_delivered(*, organisation: str) -> QuerySet[Notice]:
    """What could not be delivered for an organisation, newest first."""
    return Notice.objects.filter(organisation=organisation, state=Notice.State.FAILED).order_by("-created_at")


def one(ref: str) -> Notice | None:
    return Notice.objects.filter(ref=ref).first()


def links_in(body: str) -> list[str]:
    """The addresses in a plain text, in their order."""
    return re.findall(r"https?://[^\s<>\"]+", body)

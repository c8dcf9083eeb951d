"""Posting: a notice is a row in the transaction of the deed that it tells of.

So there is no notice of what did not happen, and nothing happens without its notice. The worker
delivers it afterwards (tasks).
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from fuldmagt.notices import rules
from fuldmagt.notices.models import Notice
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.languages import spoken

Kind = Notice.Kind


def post(
    kind: str,
    to: str,
    subject: str,
    body: str,
    html: str = "",
    *,
    about: str = "",
    organisation: str = "",
    language: str = "da",
    at: datetime,
) -> Notice:
    """Put a notice into the outbox, inside the running transaction."""
    ref = dice.reference()
    return Notice.objects.create(
        ref=ref,
        kind=kind,
        organisation=organisation,
        about=about,
        to=to,
        subject=" ".join(subject.split())[:300],
        body=body,
        html=html,
        language=language,
        message_id=f"<{ref}@{urlsplit(settings.BASE_URL).hostname}>",
        created_at=at,
        due_at=at,
    )


def mail(
    template: str,
    to: str,
    subject: str | Promise,
    context: Mapping[str, object],
    *,
    about: str = "",
    organisation: str = "",
    language: str,
    at: datetime,
) -> Notice:
    """Post a mail in the reader's language, from the twins `mail/TEMPLATE.txt` and `mail/TEMPLATE.html`."""
    language = spoken(language, on_the_way=template in rules.ON_THE_WAY)
    with translation.override(language):
        head = str(subject)
        known = {**context, "subject": head, "language": language, "brand_name": settings.BRAND_NAME}
        body = render_to_string(f"mail/{template}.txt", known)
        html = render_to_string(f"mail/{template}.html", known)
    return post(
        Kind.MAIL, to, head, body, html, about=about, organisation=organisation, language=language, at=at
    )


def text_message(
    to: str, words: str | Promise, *, about: str = "", organisation: str = "", language: str, at: datetime
) -> Notice:
    """Post a text message in the reader's language."""
    with translation.override(language):
        body = str(words)
    return post(
        Kind.TEXT_MESSAGE, to, "", body, about=about, organisation=organisation, language=language, at=at
    )

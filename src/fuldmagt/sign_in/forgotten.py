"""Telling a person their user ids: by mail to the address that we know, and not otherwise.

What is answered to the asker never depends on who has which address, nor on how often it is asked.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.guesses.actions import Guess
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import fields
from fuldmagt.sign_in import queries
from fuldmagt.sign_in.models import AskedUserId
from fuldmagt.vocabulary.refusals import Reason, Refusal

MOST: Final = 3  # mails to one address
WITHIN: Final = timedelta(hours=1)
WAITING: Final = 1000  # questions that wait at once; a flood beyond that is not written down
BATCH: Final = 100


def ask(email: str, *, address: str = "", at: datetime) -> Refusal | None:
    """Note the question. Nothing about the e-mail address is looked up while the asker waits.

    `address` is where the question comes from.
    """
    if guesses.spend(Guess(address=address), at=at):
        return Refusal(Reason.TOO_MANY_TRIES, about="address")
    if AskedUserId.objects.filter(answered_at__isnull=True).count() < WAITING:
        mail = email.strip().lower()
        index = fields.blind_index(mail, purpose="e-mail address")
        AskedUserId.objects.create(address=mail, index=index, asked_at=at)
    return None


def answer(at: datetime) -> int:
    """Answer the questions that wait; how many. Work for the worker."""
    waiting = list(AskedUserId.objects.filter(answered_at__isnull=True).order_by("pk")[:BATCH])
    for asked in waiting:
        with deed(Event.USER_ID_SENT, by="worker", at=at) as entry:
            users = queries.user_ids_of(asked.address)
            before = AskedUserId.objects.filter(index=asked.index, sent=True, answered_at__gt=at - WITHIN)
            asked.sent = bool(users) and before.count() < MOST
            asked.address, asked.answered_at = "", at
            asked.save()
            entry.about(*(user.ref for user in users))
            entry.facts(sent=asked.sent)
            if asked.sent:
                entry.organisation = users[0].organisation.ref
                _tell(users, at)
    AskedUserId.objects.filter(answered_at__lt=at - WITHIN).delete()
    return len(waiting)


def _tell(users: list[BusinessUser], at: datetime) -> None:
    first = users[0]
    told = [(user.user_id, user.organisation.name) for user in users]
    notices.mail(
        "user_id",
        first.email,
        _("Your user id"),
        {"name": first.name, "user_ids": told, "url": settings.BASE_URL + reverse("sign_in:own")},
        about="user id",
        organisation=first.organisation.ref,
        language=first.language,
        at=at,
    )

"""What the holder of a means is told by mail, in the deed that it tells of: every change, and what to do
about one that was not theirs (NIST SP 800-63B-4, 4.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.authenticators.models import Authenticator, MeansOrder
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.means import Means


class News(StrEnum):
    """What can become of a means."""

    ADDED = "added"
    SHARED = "shared"
    NOT_SHARED = "not_shared"
    REMOVED = "removed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    LOST = "lost"
    PIN_VOID = "pin_void"
    PIN_NEW = "pin_new"


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of news as the mail says it."""

    subject: str | Promise
    sentence: str | Promise


NEWS: Final[Mapping[News, Said]] = {
    News.ADDED: Said(
        _("You have a new means of login"),
        _("A further means of login was taken into use for you. You can log in by it from now on."),
    ),
    News.SHARED: Said(
        _("Your means of login serves one login more"),
        _("It works for another work login of yours too, from now on, as you chose."),
    ),
    News.NOT_SHARED: Said(
        _("Your means of login works here no more"),
        _(
            "Your organisation no longer allows a means that you use elsewhere as well. Take another one for "
            "this work login: “Forgotten PIN or lost device”, where you log in, leads to it."
        ),
    ),
    News.REMOVED: Said(
        _("A means of login was removed"),
        _("You cannot log in by it any more. To use it again it has to be set up anew."),
    ),
    News.LOCKED: Said(
        _("A means of login was locked"),
        _("An administrator has locked it. Nobody can log in by it until it is unlocked."),
    ),
    News.UNLOCKED: Said(
        _("A means of login was unlocked"), _("An administrator has unlocked it. You can log in by it again.")
    ),
    News.LOST: Said(
        _("A means of login was stopped as lost"),
        _("It was reported as lost or stolen. Nobody can log in by it any more, not even if it is found."),
    ),
    News.PIN_VOID: Said(
        _("Your PIN was made void"),
        _("The PIN does not work any more. You choose a new one after showing who you are."),
    ),
    News.PIN_NEW: Said(_("You have a new PIN"), _("A new PIN was chosen. The old one works no more.")),
}

# As they stand in a mail, where a person reads about something of their own.
KINDS: Final[Mapping[Means, str | Promise]] = {
    Means.APP: _("The app"),
    Means.CODE_DISPLAY: _("Code display"),
    Means.CODE_READER: _("Code reader"),
    Means.CHIP: _("Chip"),
    Means.PASSKEY: _("Passkey"),
    Means.PRIVATE_EID: _("Private eID"),
    Means.USER_PASSWORD: _("User name and password"),
}

BY_CODE: Final = ("means_locked", _("Your means of login by code has been locked"))
LOCKED: Final[Mapping[Means, tuple[str, str | Promise]]] = {
    Means.CODE_DISPLAY: BY_CODE,
    Means.CODE_READER: BY_CODE,
    Means.APP: ("app_locked", _("Your app has been locked")),
}
"""What is said when wrong tries have locked a means: the mail and its subject."""
SENT: Final[Mapping[str, Promise]] = {
    Means.CODE_DISPLAY: _("Your code display is on its way"),
    Means.CODE_READER: _("Your audio code reader is on its way"),
    Means.CHIP: _("Your chip is on its way"),
}


def tell(news: News, users: Iterable[BusinessUser], means: Authenticator, *, at: datetime) -> None:
    """Tell each of these users; who is not active yet, or no more, has nothing that could be misused."""
    said = NEWS[news]
    for user in users:
        if user.state in {UserState.ACTIVE, UserState.SUSPENDED, UserState.LOCKED}:
            more = {
                "sentence": said.sentence,
                "kind": KINDS[Means(means.kind)],
                "name": means.name,
                "when": at,
            }
            _tell(user, "means_changed", said.subject, at=at, **more)


def tell_locked(user: BusinessUser, kind: Means = Means.CODE_DISPLAY, *, at: datetime) -> None:
    """Wrong tries may be somebody else's: the user hears of it, the one who tried does not."""
    template, subject = LOCKED[kind]
    _tell(user, template, subject, at=at, url=f"{settings.BASE_URL}{reverse('sign_in:forgotten-pin')}")


def tell_denied(user: BusinessUser, asked_at: datetime, *, at: datetime) -> None:
    """Somebody else tried to log in as the user: those who administer users hear of it."""
    page = f"{settings.BASE_URL}/users/{user.ref}/"
    for administrator in holders_of(Role.USER_ADMINISTRATOR, organisation=user.organisation.ref):
        more = {"employee": user.name, "asked_at": asked_at, "url": page}
        _tell(administrator, "approval_denied", _("Somebody else tried to log in"), at=at, **more)


def tell_paused(user: BusinessUser, *, until: datetime, at: datetime) -> None:
    """Many wrong tries with the user id: it rests for a while."""
    _tell(user, "tries_paused", _("Somebody tries to log in as you"), at=at, until=until)


def tell_many_tries(administrators: Iterable[BusinessUser], *, until: datetime, at: datetime) -> None:
    """Many wrong tries at users of the organisation, from wherever they come."""
    for each in administrators:
        _tell(each, "tries_many", _("Somebody tries to log in as your users"), at=at, until=until)


def tell_sent(order: MeansOrder, *, at: datetime) -> None:
    """Where to take the thing into use; nothing in the mail opens anything without a login.

    Whoever has not been activated yet meets it on the way through the activation.
    """
    if order.user.state != UserState.ACTIVE:
        return
    page = f"{settings.BASE_URL}{reverse('mine:take', kwargs={'ref': order.ref})}"
    _tell(order.user, "means_sent", SENT[order.kind], at=at, url=page, serial=order.serial)


def _tell(user: BusinessUser, template: str, subject: str | Promise, *, at: datetime, **more: object) -> None:
    if not user.email:
        return
    context = {"first_name": (user.name.split() or [user.name])[0], "sender": user.organisation.name}
    notices.mail(
        template,
        user.email,
        subject,
        {**context, **more},
        about=user.ref,
        organisation=user.organisation.ref,
        language=user.language,
        at=at,
    )

"""The mails about chain mandates, to those who manage the mandates of a side, each in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.chains import queries
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary.languages import spoken

Words = tuple[str | Promise, str | Promise, str | Promise]

# The subject, what is so, and what to do.
SAID: Final[Mapping[str, Words]] = {
    "given": (
        _("%(giver)s has given you a mandate"),
        _("%(giver)s lets you act for it, until %(last_day)s, as soon as you accept:"),
        _("Accept the mandate, or decline it. Unanswered, it lapses 30 days after it was given."),
    ),
    "accepted": (
        _("%(receiver)s has accepted your mandate"),
        _("From now until %(last_day)s, %(receiver)s may for you:"),
        _("You can change or end the mandate at any time."),
    ),
    "declined": (
        _("%(receiver)s has declined your mandate"),
        _("%(receiver)s does not take on what you have given."),
        _("If it was a misunderstanding, talk to %(receiver)s and give the mandate anew."),
    ),
    "widened": (
        _("%(giver)s has added to your mandate"),
        _("What you had goes on. What was added holds as soon as you accept it."),
        _("Look at what was added, and accept or decline it."),
    ),
    "narrowed": (
        _("%(giver)s has changed your mandate"),
        _("What %(giver)s has taken out holds no more. What is left:"),
        _("Your people keep their assignments for what is left."),
    ),
    "changed_both": (
        _("%(giver)s has changed your mandate"),
        _("What %(giver)s has taken out holds no more. What was added holds as soon as you accept it:"),
        _("Look at what was added, and accept or decline it."),
    ),
    "offer_changed": (
        _("%(giver)s has changed the mandate that waits for you"),
        _("%(giver)s lets you act for it, until %(last_day)s, as soon as you accept:"),
        _("Accept the mandate, or decline it. Unanswered, it lapses 30 days after it was given."),
    ),
    "addition_declined": (
        _("%(receiver)s has declined what you added"),
        _("%(receiver)s does not take on what you added. The mandate goes on as it was:"),
        _("If it was a misunderstanding, talk to %(receiver)s and add it anew."),
    ),
    "renewed": (
        _("%(giver)s has renewed your mandate"),
        _("It holds until %(last_day)s. Your people keep their assignments."),
        _("There is nothing that you need to do."),
    ),
    "ended": (
        _("The mandate from %(giver)s to %(receiver)s has ended"),
        _("It was ended at once and for good. Nobody at %(receiver)s can act for %(giver)s by it any more."),
        _("If it is needed again, %(giver)s gives a new mandate."),
    ),
    "lapsed": (
        _("The mandate from %(giver)s to %(receiver)s has lapsed"),
        _("%(receiver)s did not accept it within 30 days, so it holds for nothing."),
        _("If it is still needed, %(giver)s gives it anew."),
    ),
    "unanswered": (
        _("A mandate from %(giver)s waits for you"),
        _("%(giver)s lets you act for it as soon as you accept:"),
        _("Accept the mandate, or decline it. Unanswered, it lapses 30 days after it was given."),
    ),
    "ending": (
        _("The mandate from %(giver)s to %(receiver)s ends soon"),
        _("Its last day is %(last_day)s. After that, nobody at %(receiver)s can act for %(giver)s by it."),
        _("%(giver)s can renew it; then the people at %(receiver)s keep their assignments."),
    ),
}


WITH_WHAT_WAITS: Final = frozenset({"widened", "changed_both"})
"""The mails that list what is not accepted yet beside what holds."""


def tell(kind: str, mandate: Mandate, *, to: Organisation, at: datetime) -> None:
    """Tell those who manage the mandates of one side; of a giver without users, who gave it."""
    for reader in (found := queries.managers(to)):
        _mail(kind, mandate, Reader(reader.name, reader.email, reader.language, to), at=at)
    if not found and to.ref == mandate.giver.ref and mandate.contact_email:
        _mail(kind, mandate, Reader("", mandate.contact_email, mandate.contact_language, to), at=at)


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    email: str
    language: str
    organisation: Organisation


def _mail(kind: str, mandate: Mandate, reader: Reader, *, at: datetime) -> None:
    language = spoken(reader.language, on_the_way=False)
    with translation.override(language):
        names = {
            "giver": mandate.giver.name,
            "receiver": mandate.receiver.name,
            "last_day": last_day(mandate),
        }
        subject, what, then = (str(words) % names for words in SAID[kind])
        context = {
            "first_name": (reader.name.split() or [""])[0],
            "sender": reader.organisation.name,
            "what": what,
            "then": then,
            "rights": _rights(mandate, language, waiting=kind in WITH_WHAT_WAITS),
            "word": mandate.word if kind in {"declined", "addition_declined", "ended"} else "",
            "note": mandate.note if kind == "given" else "",
            "url": f"{settings.BASE_URL}{f'/mandates/{mandate.ref}/' if reader.name else '/represent/'}",
        }
    notices.mail(
        "mandate", reader.email, subject, context,
        about=mandate.ref, organisation=reader.organisation.ref, language=language, at=at,
    )  # fmt: skip


def last_day(mandate: Mandate) -> str:
    """The last day on which it holds: an end at midnight is the end of the day before."""
    if mandate.ends_at is None:
        return ""
    return date_format(localtime(mandate.ends_at - timedelta(microseconds=1)), "DATE_FORMAT")


def _rights(mandate: Mandate, language: str, *, waiting: bool) -> list[str]:
    rows = list(mandate.rights.select_related("service"))
    if waiting:
        rows += mandate.awaiting.select_related("service")
    return [f"{row.service.name}: {in_language(row.names, language, otherwise=row.name)}" for row in rows]

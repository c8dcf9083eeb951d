"""The mails about mandates that are asked for, each in its reader's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.chains.queries import managers
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import Organisation
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.languages import spoken

Words = tuple[str | Promise, str | Promise, str | Promise, str | Promise]

# The subject, what is so, what to do, and the words of the button.
SAID: Final[Mapping[str, Words]] = {
    "asked": (
        _("%(asker)s asks you for a mandate"),
        _("%(asker)s (%(number)s) asks whether it may act for you, for:"),
        _("You choose: give this, more or less, or decline. Nothing is given before you do. If you do not "
          "know %(asker)s, decline."),
        _("Read what is asked for"),
    ),
    "invited": (
        _("%(asker)s asks %(client)s for a mandate"),
        _("%(asker)s (%(number)s) asks whether it may act for %(client)s, for:"),
        _("Whoever may sign for %(client)s can answer with the own eID; it need not join for that. If you do "
          "not know %(asker)s, you need not do anything: nothing is given."),
        _("Answer for %(client)s"),
    ),
    "declined": (
        _("%(client)s has declined your request for a mandate"),
        _("%(client)s does not give the mandate that you asked for:"),
        _("If it was a misunderstanding, talk to %(client)s and ask again."),
        _("Open what you have asked for"),
    ),
    "lapsed": (
        _("Your request for a mandate was not answered"),
        _("The organisation with the number %(client)s has not answered for 30 days. You asked for:"),
        _("Check the number, talk to your client, and ask again if you still need it."),
        _("Open what you have asked for"),
    ),
}  # fmt: skip


def tell_asked(wish: Wish, client: Organisation, *, at: datetime) -> None:
    for reader in managers(client):
        _mail("asked", wish, client.name, reader.name, reader.email, client.ref, reader.language, at=at)


def invite(wish: Wish, company: Company, *, at: datetime) -> None:
    """To the address that the company register knows: nobody at the company is known by name."""
    language = "nl" if company.country == "NL" else "da"
    _mail("invited", wish, company.name, "", company.email, "", language, at=at)


def tell_declined(wish: Wish, client: Organisation, *, at: datetime) -> None:
    _tell_asker("declined", wish, client.name, at)


def tell_lapsed(wish: Wish, *, at: datetime) -> None:
    _tell_asker("lapsed", wish, wish.client.rpartition(":")[2], at)


def _tell_asker(kind: str, wish: Wish, client: str, at: datetime) -> None:
    for reader in managers(wish.asker):
        _mail(kind, wish, client, reader.name, reader.email, wish.asker.ref, reader.language, at=at)


PAGES: Final = {"asked": "/mandates/asked/", "invited": "/represent/"}


def _mail(
    kind: str,
    wish: Wish,
    client: str,
    reader: str,
    to: str,
    organisation: str,
    language: str,
    *,
    at: datetime,
) -> None:
    language = spoken(language, on_the_way=False)
    with translation.override(language):
        names = {"asker": wish.asker.name, "client": client, "number": wish.asker.ref.rpartition(":")[2]}
        subject, what, then, button = (str(words) % names for words in SAID[kind])
        rights = wish.rights.select_related("service")
        context = {
            "first_name": (reader.split() or [""])[0],
            "what": what,
            "then": then,
            "button": button,
            "rights": [
                f"{row.service.name}: {in_language(row.names, language, otherwise=row.name)}"
                for row in rights
            ],
            "note": wish.note if kind in {"asked", "invited"} else "",
            "word": wish.word,
            "url": f"{settings.BASE_URL}{PAGES.get(kind, '/mandates/asking/')}",
        }
    notices.mail(
        "wish", to, subject, context, about=wish.ref, organisation=organisation, language=language, at=at
    )

"""The mail with the link that confirms a grant: to the giver and nobody else (F5).

It goes to the organisation's own address and to its mandate managers (failing them, to its
administrators): never only to an address that whoever gives the access has typed.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.chains.queries import managers
from fuldmagt.mandates.grants.models import Grant, GrantLink
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary.languages import spoken

HOME_LANGUAGE: Final = {"NL": "nl", "DK": "da"}


def readers(giver: Organisation) -> dict[str, tuple[str, str]]:
    """Who is written to: the language and the name (if it is a person) of each address."""
    found = {each.email.casefold(): (each.email, each.language, each.name) for each in managers(giver)}
    if giver.email:
        own = (giver.email, HOME_LANGUAGE.get(giver.country, "en"), "")
        found.setdefault(giver.email.casefold(), own)
    return {address: (language, name) for address, language, name in found.values()}


def send(link: GrantLink, token: str, to: dict[str, tuple[str, str]], *, at: datetime) -> None:
    for address, (language, name) in to.items():
        _mail(link, token, address, spoken(language, on_the_way=False), name, at=at)


def _mail(link: GrantLink, token: str, address: str, language: str, name: str, *, at: datetime) -> None:
    grant, right, service = link.grant, link.right, link.grant.right.service
    with translation.override(language):
        subject = _("Confirm that %(receiver)s may use %(service)s for you") % {
            "receiver": grant.receiver.name,
            "service": service.name,
        }
        context = {
            "first_name": name.split()[0] if name.split() else grant.giver.name,
            "sender": service.provider.name,
            "giver": grant.giver.name,
            "receiver": grant.receiver.name,
            "number": grant.receiver.ref.rpartition(":")[2],
            "service": service.name,
            "right": in_language(right.names, language, otherwise=right.name),
            "text": in_language(right.texts, language, otherwise=""),
            "last_day": day_before(link.ends_at),
            "until": date_format(localtime(link.expires_at), "DATE_FORMAT"),
            "widened": grant.confirmed,
            "url": f"{settings.BASE_URL}/grants/confirm/{token}/",
        }
    notices.mail(
        "grant", address, subject, context,
        about=grant.ref, organisation=grant.giver.ref, language=language, at=at,
    )  # fmt: skip


def day_before(end: datetime | None) -> str:
    """The last day on which it holds: an end at midnight is the end of the day before."""
    if end is None:
        return ""
    return date_format(localtime(end - timedelta(microseconds=1)), "DATE_FORMAT")


def last_day(grant: Grant) -> str:
    return day_before(grant.ends_at)

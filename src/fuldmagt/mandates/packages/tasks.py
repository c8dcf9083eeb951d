"""What a catalogue file did to packages: rights that left one end, and new ones are told of (C8, 0041)."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Acceptance
from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.packages import queries
from fuldmagt.mandates.packages.queries import New, State
from fuldmagt.mandates.sources.actions import end_only
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import holders_of, locked
from fuldmagt.organisations.rules import Actor, Role

WORKER: Final = "worker"
BATCH: Final = 20


def end(at: datetime) -> int:
    """End what people hold through packages that give it no more; in how many organisations."""
    found = queries.left_behind(at=at, most=BATCH)
    for each in found:
        with deed(Event.PACKAGE_FOLLOWED, by=WORKER, at=at, organisation=each.ref) as entry:
            locked(each.ref)
            done = end_only(each.ref, by=Actor(WORKER, each.ref), at=at)
            if not done.ended:
                entry.unchanged()
            entry.about(each.ref)
            entry.facts(ended=len(done.ended))
    return len(found)


def tell(at: datetime) -> int:
    """Tell rights administrators what waits for their answer, each piece of news once; how many."""
    return sum(_tell(each, at) for each in queries.to_be_told(at=at, most=BATCH))


def _tell(organisation: Organisation, at: datetime) -> int:
    with deed(Event.PACKAGE_NEWS_TOLD, by=WORKER, at=at, organisation=organisation.ref) as entry:
        locked(organisation.ref)
        found = [each for each in queries.news(organisation.ref, at=at) if each.state is None]
        if not found:
            entry.unchanged()
            return 0
        entry.about(organisation.ref)
        entry.facts(news=[f"{each.package.ref} {each.right.ref}" for each in found])
        rows = [
            Acceptance(
                package=each.package, right=each.right, organisation=organisation,
                state=State.WAITING, at=at, by=WORKER,
            )
            for each in found
        ]  # fmt: skip
        Acceptance.objects.bulk_create(rows)
        for each in holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation.ref):
            _mail(each, found, organisation, at=at)
    return len(found)


def _mail(user: BusinessUser, found: list[New], organisation: Organisation, *, at: datetime) -> None:
    def said(each: New) -> str:
        right = in_language(each.right.names, user.language, otherwise=each.right.name)
        package = in_language(each.package.names, user.language, otherwise=each.package.name)
        return f"{package}: {right} ({each.right.service.name})"

    notices.mail(
        "package_news",
        user.email,
        _("What is new in a package waits for your answer"),
        {
            "first_name": (user.name.split() or [user.name])[0],
            "sender": organisation.name,
            "news": [said(each) for each in found],
            "url": f"{settings.BASE_URL}{reverse('packages:news')}",
        },
        about=user.ref,
        organisation=organisation.ref,
        language=user.language,
        at=at,
    )

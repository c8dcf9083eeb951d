"""Telling users that a means of theirs is soon not accepted any more, or is after all (F8)."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.authenticators.telling import KINDS
from fuldmagt.catalogue.ending import queries as catalogue
from fuldmagt.catalogue.ending.queries import Ending
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.texts import in_language
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.sign_in.endings import queries
from fuldmagt.sign_in.endings.models import EndTold
from fuldmagt.sign_in.endings.rules import Due, Last, News, due
from fuldmagt.vocabulary.languages import spoken
from fuldmagt.vocabulary.means import Means

BATCH: Final = 50
WORKER: Final = "worker"
SUBJECTS: Final = {
    News.ENDS: gettext_lazy("A means of login ends at %(service)s on %(day)s"),
    News.MOVED: gettext_lazy("The end of a means of login at %(service)s was moved"),
    News.STAYS: gettext_lazy("%(service)s goes on accepting your means of login"),
    News.TAKEN_OFF: gettext_lazy("%(service)s no longer accepts a means of login of yours"),
}


def tell(at: datetime) -> int:
    """Tell some of those who have to hear something; how many. Nobody hears the same twice."""
    done = 0
    for row in queries.told_otherwise(most=BATCH):
        done += _tell(row.user, row.service, Means(row.kind), at=at)
    for ending in catalogue.endings(catalogue.with_endings()):
        for user in queries.to_be_told(ending, at=at, most=BATCH - done):
            done += _tell(user, ending.service, ending.kind, at=at)
        if done >= BATCH:
            break
    return done


def _tell(user: BusinessUser, service: Service, kind: Means, *, at: datetime) -> int:
    """One mail, unless another worker was quicker, or things have changed since we looked."""
    with deed(Event.MEANS_END_TOLD, by=WORKER, at=at, organisation=user.organisation.ref) as draft:
        locked(user.organisation.ref)
        fresh = Service.objects.select_related("provider").get(pk=service.pk)
        ending = catalogue.ending(fresh, kind)
        row = EndTold.objects.filter(service=service, kind=kind.value, user=user).first()
        last = Last(row.end, row.days) if row else None
        accepted = kind in fresh.means
        news = due(last, ending.at if ending else None, queries.stages(), accepted=accepted, at=at)
        if news is None:
            draft.unchanged()
            return 0
        said = {"end": news.last.end, "days": news.last.days, "told_at": at}
        EndTold.objects.update_or_create(service=fresh, kind=kind.value, user=user, defaults=said)
        draft.about(user.ref)
        draft.facts(kind=kind.value, service=fresh.ref, news=news.news.value, days=news.last.days)
        if user.email:
            _mail(user, fresh, kind, news, ending, at=at)
    return 1


def _mail(
    user: BusinessUser, service: Service, kind: Means, news: Due, ending: Ending | None, *, at: datetime
) -> None:
    language = spoken(user.language, on_the_way=False)
    with translation.override(language):
        last_day = queries.last_day(ending.at) if ending else ""
        subject = str(SUBJECTS[news.news]) % {"service": service.name, "day": last_day}
        context = {
            "first_name": (user.name.split() or [user.name])[0],
            "sender": user.organisation.name,
            "service": service.name,
            "provider": service.provider.name,
            "kind": str(KINDS[kind]),
            "news": news.news.value,
            "day": last_day,
            "over": ending is not None and ending.at <= at,
            "why": in_language(ending.reasons, language) if ending else "",
            "alone": queries.is_alone(user, service, kind, end=ending.at if ending else at),
            "contact": ", ".join(
                filter(None, (service.provider.contact_name, service.provider.contact_phone))
            ),
            "url": f"{settings.BASE_URL}{reverse('mine:show')}",
        }
    notices.mail(
        "means_ends",
        user.email,
        subject,
        context,
        about=user.ref,
        organisation=user.organisation.ref,
        language=user.language,
        at=at,
    )

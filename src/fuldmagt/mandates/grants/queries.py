"""Portal grants as either side sees them. Each question takes the organisation that asks."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.audit import queries as log
from fuldmagt.audit.models import Record
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.customers.queries import known
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.catalogue.rules import open_to
from fuldmagt.mandates.advisers.queries import standing
from fuldmagt.mandates.grants.models import Grant, GrantLink
from fuldmagt.mandates.grants.rules import LINKS_WITHIN, Link, Terms
from fuldmagt.mandates.queries import not_ended
from fuldmagt.organisations.models import Organisation
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period


def _all() -> QuerySet[Grant]:
    return Grant.objects.select_related("giver", "receiver", "right__service__provider", "awaiting")


def given_one(ref: str, *, organisation: str) -> Grant | None:
    """A grant that the organisation has given; None for another's, as for none at all."""
    return _all().filter(ref=ref, giver__ref=organisation).first()


def given(organisation: str, words: str = "") -> QuerySet[Grant]:
    """What the organisation has given, what waits first, then what holds."""
    return _named(_all().filter(giver__ref=organisation), words, "receiver")


def received(organisation: str, words: str = "") -> QuerySet[Grant]:
    """Who has let the organisation in. What nobody has confirmed is not told: the giver may turn it down."""
    return _named(_all().filter(receiver__ref=organisation, confirmed=True), words, "giver")


def _named(found: QuerySet[Grant], words: str, side: str) -> QuerySet[Grant]:
    for word in words.split():
        by_name = Q(**{f"{side}__name__icontains": word}) | Q(**{f"{side}__ref__icontains": word})
        found = found.filter(by_name | Q(right__service__name__icontains=word))
    return found.order_by("state", "confirmed", "-starts_at", "pk")


def waiting(organisation: str, *, at: datetime) -> int:
    """How many grants of the organisation wait for a press on the link in its e-mail."""
    unconfirmed = Q(confirmed=False) | Q(awaiting__isnull=False)
    return Grant.objects.filter(not_ended(at), unconfirmed, giver__ref=organisation).count()


def recognised(number: str, provider: Provider, *, at: datetime) -> Organisation | None:
    """The company with this number, where the provider recognises it as adviser; else nobody.

    A number that nobody has and a company that is no adviser are not told apart.
    """
    organisation = known([number]).get(number)
    if organisation is None:
        return None
    adviser = standing(provider, organisation.ref, at=at)
    return organisation if adviser is not None and adviser.starts_at <= at else None


def grantable(giver: Organisation) -> list[Right]:
    """The rights that the organisation may let an adviser use, of the services whose customer it is."""
    law, category = catalogue.rights_law(), Category(giver.category)
    offered = catalogue.offered().filter(service__accepts_grants=True)
    own = offered.filter(Q(service__keeps_customers=False) | Q(service__customers=giver))
    return [
        each
        for each in own.distinct()
        if law.grantable(each.ref) and open_to([Category(one) for one in each.categories], category)
    ]


def services(rights: Collection[Right]) -> list[Service]:
    return list({each.service.pk: each.service for each in rights}.values())


def between(giver: Organisation, receiver: Organisation, service: Service, *, at: datetime) -> Grant | None:
    """The grant from one to the other at a service that waits or holds: there is one, which is changed."""
    found = Grant.objects.filter(not_ended(at), giver=giver, receiver=receiver, right__service=service)
    return found.order_by("pk").first()


def wanted(grant: Grant) -> Terms:
    """What is to be confirmed: what was added, or else the grant as it is."""
    if grant.awaiting is not None:
        return Terms(grant.awaiting.ref, Period(grant.starts_at, grant.awaiting_ends_at))
    return terms(grant)


def terms(grant: Grant) -> Terms:
    return Terms(grant.right.ref, Period(grant.starts_at, grant.ends_at))


def called(token: str) -> GrantLink | None:
    """The link with this token."""
    found = GrantLink.objects.select_related(
        "grant__giver", "grant__receiver", "grant__right__service__provider", "grant__awaiting", "right"
    )
    return found.filter(token__in=hashes.of_token_any(token)).first()


def as_sent(link: GrantLink) -> Link:
    return Link(
        Terms(link.right.ref, Period(link.grant.starts_at, link.ends_at)),
        until=link.expires_at,
        used=link.used_at is not None,
        replaced=link.voided_at is not None,
    )


def newest_link(grant: Grant) -> GrantLink | None:
    return grant.links.order_by("-pk").first()


def links_sent(giver: Organisation, *, at: datetime) -> QuerySet[GrantLink]:
    """The links of an organisation that went out lately."""
    return GrantLink.objects.filter(grant__giver=giver, created_at__gt=at - LINKS_WITHIN)


def at_services(
    provider: Provider,
    services: Collection[str],
    *,
    service: str = "",
    organisation: str = "",
    adviser: str = "",
    after: str = "",
) -> QuerySet[Grant]:
    """The grants at these services, where they are the provider's; narrowed, and those after a reference."""
    found = _all().filter(right__service__provider=provider, right__service__ref__in=services, ref__gt=after)
    wanted = {"right__service__ref": service, "giver__ref": organisation, "receiver__ref": adviser}
    return found.filter(**{name: value for name, value in wanted.items() if value}).order_by("ref")


def history(grant: Grant) -> Sequence[Record]:
    """What has happened to a grant, for its giver; the newest first."""
    found = log.of_subject(grant.ref, organisation=grant.giver.ref, limit=100)
    return sorted(found, key=lambda each: each.at, reverse=True)

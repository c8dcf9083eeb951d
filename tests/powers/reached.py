"""What carries a power and stands, or stood: read from the rows, each a fact that somebody brought about."""

from collections.abc import Iterator
from itertools import combinations

from fuldmagt.catalogue.models import Acceptance, ExclusiveSet, Package, Right, Service
from fuldmagt.clients.systems.models import System
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.groups.models import Member
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category

Power = tuple[str, str, str, str]
"""A kind, the organisation whose it is to make, whom it is given to, and which."""


def powers() -> set[Power]:
    return {*_held(), *_between(), *_people(), *_opened()}


def _held() -> Iterator[Power]:
    for row in Assignment.objects.select_related("user__organisation", "right", "mandate"):
        kind = "right" if row.mandate is None else "client right"
        yield kind, row.user.organisation.ref, row.user.ref, row.ref
    for each in Package.objects.filter(organisation__isnull=False).select_related("organisation"):
        assert each.organisation
        for right in each.rights.all():
            yield "group right", each.organisation.ref, "", f"{each.ref} {right.ref}"
    accepted = Acceptance.objects.filter(state="accepted").select_related("organisation", "package", "right")
    for one_more in accepted:
        what = f"{one_more.package.ref} {one_more.right.ref} accepted"
        yield "group right", one_more.organisation.ref, "", what
    for source in Source.objects.select_related("organisation"):
        yield "group right", source.organisation.ref, "", source.ref
    for member in Member.objects.select_related("group__organisation", "user"):
        yield "member", member.group.organisation.ref, member.user.ref, member.group.ref
    for one in Admitted.objects.select_related("user", "department__organisation"):
        yield "member", one.department.organisation.ref, one.user.ref, one.department.ref


def _between() -> Iterator[Power]:
    for mandate in Mandate.objects.select_related("giver", "receiver"):
        for right in {*mandate.rights.all(), *mandate.awaiting.all()}:
            yield "mandate", mandate.giver.ref, "", f"{mandate.ref} {right.ref}"
        if mandate.accepted:
            yield "acceptance", mandate.receiver.ref, "", mandate.ref
    for grant in Grant.objects.select_related("giver", "right", "awaiting"):
        for right in filter(None, (grant.right, grant.awaiting)):
            yield "grant", grant.giver.ref, "", f"{grant.ref} {right.ref}"
        if grant.confirmed:
            yield "confirmation", grant.giver.ref, "", f"{grant.ref} {grant.right.ref}"
    for adviser in Adviser.objects.select_related("provider__organisation", "organisation"):
        if adviser.state == "active" and adviser.provider.organisation:
            yield "recognition", adviser.provider.organisation.ref, "", adviser.organisation.ref


def _people() -> Iterator[Power]:
    for user in BusinessUser.objects.select_related("organisation").prefetch_related("roles_held"):
        for held in user.roles_held.all():
            yield "role", user.organisation.ref, user.ref, held.role
        if user.state == "active" and user.kind == "person":
            yield "awake", user.organisation.ref, user.ref, ""
    for system in System.objects.select_related("user__organisation"):
        yield "program", system.user.organisation.ref, "", f"{system.user.ref} {system.user.state}"


def _opened() -> Iterator[Power]:
    """What a catalogue opens, so written that whatever is made stricter only takes facts away."""
    for service in Service.objects.select_related("provider__organisation"):
        home = service.provider.organisation
        ways = [*service.means, *["chains"] * service.accepts_chains, *["grants"] * service.accepts_grants]
        yield from (("opening", home.ref, "", f"{service.ref} by {way}") for way in ways if home)
    for right in Right.objects.select_related("service__provider__organisation").prefetch_related("implies"):
        home = right.service.provider.organisation
        if home is None or right.retired_at:
            continue
        enough = [level.word for level in Level if _suffices(level, right.assurance)]
        whom = right.categories or [each.value for each in Category]
        words = [*enough, *whom, *(other.ref for other in right.implies.all())]
        yield from (("opening", home.ref, "", f"{right.ref} {word}") for word in words)
    yield from _together()


def _suffices(level: Level, needed: str) -> bool:
    return level >= next(each for each in Level if each.word == needed)


def _together() -> Iterator[Power]:
    """Which two rights somebody can use together."""
    apart = {
        frozenset(pair)
        for each in ExclusiveSet.objects.prefetch_related("rights")
        for pair in combinations([right.ref for right in each.rights.all()], 2)
    }
    rights = Right.objects.filter(retired_at__isnull=True).select_related("service__provider__organisation")
    for one, other in combinations(rights.order_by("ref"), 2):
        home = one.service.provider.organisation
        if home and frozenset({one.ref, other.ref}) not in apart:
            yield "opening", home.ref, "", f"{one.ref} with {other.ref}"

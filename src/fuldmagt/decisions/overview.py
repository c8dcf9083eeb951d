"""What lets an organisation's people act for others, and others for it: read once, judged by the law.

Of people at other organisations only numbers leave this file, never names.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from fuldmagt.decisions import search, strands
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.gather import gather_between, gather_people
from fuldmagt.decisions.question import Context
from fuldmagt.decisions.standing import not_in_force
from fuldmagt.decisions.strands import Strand
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser

KEPT: Final = timedelta(days=90)
"""How long what has ended is still shown: so long a mandate can be renewed (decision-semantics)."""


@dataclass(frozen=True)
class Overview:
    """The strands of people, and those between organisations."""

    people: tuple[Strand, ...]
    agreements: tuple[Strand, ...]
    facts: Gathered

    @cached_property
    def ends(self) -> dict[str, datetime | None]:
        """When the mandate ends that an assignment hangs on, by the assignment."""
        mandates = self.facts.mandates
        return {
            each.id: mandates[each.mandate].end
            for each in self.facts.assignments
            if each.mandate and each.mandate in mandates
        }


def of_organisation(organisation: str, *, at: datetime) -> Overview:
    """All its people, its clients, and those who act for it."""
    people = BusinessUser.objects.filter(organisation__ref=organisation)
    places = {organisation, *givers_to(organisation)}
    facts = gather_people(people, places, homes={organisation, *receivers_of(organisation)})
    return Overview(
        _of_people(people, facts, at),
        _of_agreements(organisation, facts, at),
        facts,
    )


def of_users(users: Collection[str], *, organisation: str, at: datetime) -> Overview:
    """Some of its people, at home and for its clients; nothing of agreements."""
    people = BusinessUser.objects.filter(organisation__ref=organisation, ref__in=users)
    facts = gather_people(people, {organisation, *givers_to(organisation)})
    return Overview(_of_people(people, facts, at), (), facts)


def between(organisation: str, *, at: datetime) -> Overview:
    """Its mandates and grants, given and received, without anybody's assignments."""
    givers, receivers = givers_to(organisation), receivers_of(organisation)
    facts = gather_between({organisation, *givers}, {organisation, *receivers})
    return Overview((), _of_agreements(organisation, facts, at), facts)


def _of_people(people: QuerySet[BusinessUser], facts: Gathered, at: datetime) -> tuple[Strand, ...]:
    lately = _lately(Assignment.objects.filter(user__in=people), at)
    users = set(people.values_list("ref", flat=True))
    return tuple(strands.of_users(users, facts, at, _old(lately, at)))


def _of_agreements(organisation: str, facts: Gathered, at: datetime) -> tuple[Strand, ...]:
    ours = Q(giver__ref=organisation) | Q(receiver__ref=organisation)
    lately = _lately(Mandate.objects.filter(ours), at) | _lately(Grant.objects.filter(ours), at)
    return tuple(strands.of_agreements(organisation, facts, at, _old(lately, at)))


def _old(lately: Collection[str], at: datetime) -> strands.Old:
    return lambda record: strands.long_over(record, at - KEPT, at, lately)


def _lately(records: QuerySet[Any], at: datetime) -> set[str]:
    """Those of the records that were revoked not long ago."""
    found = records.filter(state=RecordState.REVOKED, revoked_at__gte=at - KEPT)
    return set(found.values_list("ref", flat=True))


def givers_to(organisation: str) -> set[str]:
    """For whom the organisation has, or has had, a mandate or a grant."""
    return _other_ends("giver", receiver__ref=organisation)


def receivers_of(organisation: str) -> set[str]:
    """To whom the organisation has given a mandate or a grant, now or before."""
    return _other_ends("receiver", giver__ref=organisation)


def _other_ends(end: str, **where: str) -> set[str]:
    found: set[str] = set()
    for kind in (Mandate, Grant):
        found |= set(kind._default_manager.filter(**where).values_list(f"{end}__ref", flat=True))
    return found


def people_elsewhere(organisation: str, agreements: Collection[Strand], *, at: datetime) -> dict[str, int]:
    """How many people at the receiver may act now by each of these mandates and grants, by record."""
    records, receivers = {each.record for each in agreements}, {each.home for each in agreements}
    by_mandate = Q(assignments__mandate__ref__in=records)
    by_grant = Q(organisation__grants_received__ref__in=records, assignments__organisation=F("organisation"))
    people = BusinessUser.objects.filter(by_mandate | by_grant, organisation__ref__in=receivers).distinct()
    facts = gather_people(people, {organisation})
    return {record: len(users) for record, users in _by_record(agreements, facts, at).items()}


def _may_some(right: str, organisation: str, facts: Gathered, at: datetime) -> set[str]:
    """Who may do the right, or anything that it covers."""
    context = Context(at=at, now=at)
    return {
        user
        for covered in facts.catalogue.all_covered(right)
        for user in search.users(covered, organisation, context, facts)
    }


def our_people(
    organisation: str, agreements: Collection[Strand], *, at: datetime
) -> dict[str, frozenset[str]]:
    """Who of the organisation may act now by each of these mandates and grants that it received, by record.

    A grant is given to the company: whoever has its right at home may act by it, whichever the giver. So
    one giver is asked about for each right.
    """
    records = {each.record for each in agreements}
    by_mandate = Q(assignments__mandate__ref__in=records)
    at_home = Q(assignments__organisation=F("organisation"), assignments__mandate__isnull=True)
    ours = BusinessUser.objects.filter(by_mandate | at_home, organisation__ref=organisation).distinct()
    facts = gather_people(ours, {organisation, *(each.organisation for each in agreements)})
    return {record: frozenset(users) for record, users in _by_record(agreements, facts, at).items()}


def _by_record(agreements: Collection[Strand], facts: Gathered, at: datetime) -> dict[str, set[str]]:
    """Who of the receivers' people that are among the facts may act by each of these agreements."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    live = {each.record for each in agreements if each.holds}
    hung = {
        each.id: each.mandate
        for each in facts.assignments
        if each.mandate in live and not_in_force(each, at) is None
    }
    users = set(facts.users)
    for strand in strands.of_users(users, facts, at, lambda record: record.id not in hung):
        if strand.holds:
            found[hung[strand.record] or ""].add(strand.user)
    samples: dict[str, set[str]] = {}
    granted = {each.id for each in facts.grants}
    for strand in agreements:
        if strand.record in granted and strand.holds:
            if strand.right not in samples:
                samples[strand.right] = _may_some(strand.right, strand.organisation, facts, at)
            found[strand.record] |= {
                user for user in samples[strand.right] if facts.users[user].organisation == strand.home
            }
    return found

"""From the database to the views that a process holds: several organisations by the same few questions."""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.db.models import Count, Q

from fuldmagt.authenticators.models import UserMeans
from fuldmagt.authenticators.queries import in_use
from fuldmagt.catalogue.ending.queries import endings
from fuldmagt.catalogue.models import CatalogueRevision, Right
from fuldmagt.catalogue.rules import NONE
from fuldmagt.clients.sessions.models import Session
from fuldmagt.clients.systems.models import System
from fuldmagt.decisions import gather_catalogue, snapshot
from fuldmagt.decisions.columns import Known
from fuldmagt.decisions.facts import Assignment, Grant, Mandate, Recognition, User, grouped
from fuldmagt.decisions.gather import RECORD
from fuldmagt.decisions.snapshot import Catalogue, Home, Place, Words
from fuldmagt.mandates.assignments.models import Assignment as AssignmentRow
from fuldmagt.mandates.chains.models import Mandate as MandateRow
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.mandates.grants.models import Grant as GrantRow
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Branch, BusinessUser
from fuldmagt.organisations.models import Organisation as OrganisationRow
from fuldmagt.organisations.rules import OrganisationState, UserState
from fuldmagt.secrets import keys
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means

BATCH: Final = 5000
FEW: Final = 4
NOBODY: Final[Mapping[str, Any]] = {}  # held once


def revision_of_catalogue() -> tuple[int, int]:
    """Its number, and that of the world: whether everything has been replaced."""
    return CatalogueRevision.objects.values_list("number", "world").first() or (0, 0)


def revisions(organisations: Collection[str]) -> dict[str, int]:
    rows = OrganisationRow.objects.filter(ref__in=organisations)
    return dict(rows.values_list("ref", "revision"))


def homes_of(users: Collection[str]) -> dict[str, str]:
    """The home of each of these users that there is."""
    rows = BusinessUser.objects.filter(ref__in=users) if users else BusinessUser.objects.none()
    return dict(rows.values_list("ref", "organisation__ref"))


def owners(branches: Collection[str]) -> dict[str, str]:
    """The organisation of each of these branches that there is."""
    rows = Branch.objects.filter(ref__in=branches) if branches else Branch.objects.none()
    return dict(rows.values_list("ref", "organisation__ref"))


def busiest(most: int, *, since: datetime) -> list[str]:
    """The organisations whose users have logged in to services most often since then, and after them those
    whose views take longest to fetch: as many as hold so many rights."""
    count = Count("pk")
    rows = AssignmentRow.objects.values("user__organisation__ref").annotate(count=count)
    held = dict(rows.values_list("user__organisation__ref", "count"))
    begun = Session.objects.filter(begun_at__gte=since).values("user__organisation__ref")
    logins = dict(begun.annotate(count=count).values_list("user__organisation__ref", "count"))
    found = []
    for ref in sorted(held, key=lambda ref: (-logins.get(ref, 0), -held[ref], ref)):
        if held[ref] <= most:
            most -= held[ref]
            found.append(ref)
    return found


def catalogue() -> Catalogue:
    """All that is offered and was; `mark` is its revision."""
    number, _ = revision_of_catalogue()
    found = gather_catalogue.whole()
    return snapshot.catalogue(f"{number:x}", found.services, found.rights, found.law, _words())


def _words() -> dict[str, Words]:
    """What is said of each right, its service and its provider."""
    return {
        right.ref: Words(
            names=right.names,
            name=right.name,
            service=service.name,
            provider=service.provider.name,
            contact=service.provider.contact_name,
            phone=service.provider.contact_phone,
            ended={each.kind: (each.at, each.reasons) for each in endings([service])},
        )
        for right in Right.objects.select_related("service__provider").order_by("place", "ref")
        for service in [right.service]
    }


def places(organisations: Collection[str], *, at: datetime) -> list[Place]:
    """Those of these organisations that there are, by the very strings that name them here."""
    if not organisations:
        return []
    same = {each: each for each in organisations}
    branches: defaultdict[str, set[str]] = defaultdict(set)
    for branch, owner in Branch.objects.filter(organisation__ref__in=organisations).values_list(
        "ref", "organisation__ref"
    ):
        branches[owner].add(branch)
    rows = OrganisationRow.objects.filter(ref__in=organisations).values_list(
        "ref", "category", "state", "suspend_on_lapsed_right_to_work", "revision", "name"
    )
    return [
        Place(
            same[ref],
            Category(category),
            OrganisationState(state),
            own,
            suspends,
            revision,
            f"{_name(ref)}-{revision:x}",
            name,
            at,
        )
        for ref, category, state, suspends, revision, name in rows
        for own in [_few(branches[ref]) if ref in branches else NONE]
    ]


def _few(branches: set[str]) -> Collection[str]:
    """A set takes four times the room of a few."""
    return tuple(branches) if len(branches) < FEW else frozenset(branches)


def _name(organisation: str) -> str:
    """How a revision names an organisation: nobody reads from it where else a person is a user."""
    return hmac.new(keys.current("revision"), organisation.encode(), sha256).hexdigest()[:10]


def homes(organisations: Collection[str], *, at: datetime) -> list[Home]:
    """The whole view of each of these organisations that there is."""
    if not organisations:
        return []
    same: Known = {}
    found = places(organisations, at=at)
    same.update((each.id, each.id) for each in found)
    users = grouped((each.organisation, each) for each in _users(organisations, same))
    held = _assignments(organisations, same)
    others = _others(organisations)
    mandates = grouped((each.receiver, each) for each in _mandates(organisations, same))
    grants = grouped((each.receiver, each) for each in _grants(organisations, same))
    recognitions = grouped((each.organisation, each) for each in _recognitions(organisations))
    return [
        Home(
            place=place,
            members=snapshot.members(place, users.get(ref, ()), held, others, same),
            mandates=grouped((each.giver, each) for each in mandates.get(ref, ())) or NOBODY,
            grants=grouped((each.giver, each) for each in grants.get(ref, ())) or NOBODY,
            recognitions=grouped((each.provider, each) for each in recognitions.get(ref, ())) or NOBODY,
            size=sum(len(held.get(each.id, ())) for each in users.get(ref, ()))
            + len(mandates.get(ref, ()))
            + len(grants.get(ref, ())),
        )
        for place in found
        for ref in [place.id]
    ]


def _users(organisations: Collection[str], same: Known) -> Iterable[User]:
    here = Q(user__organisation__ref__in=organisations)
    means: defaultdict[str, set[Means]] = defaultdict(set)
    for user, kind in UserMeans.objects.filter(here, in_use()).values_list("user__ref", "kind"):
        means[user].add(Means(kind))
    agents = dict(
        System.objects.filter(here, works_for__isnull=False).values_list("user__ref", "works_for__ref")
    )
    rows = BusinessUser.objects.filter(organisation__ref__in=organisations).values_list(
        "ref", "organisation__ref", "person__ref", "state", "department__category", "right_to_work_until"
    )
    for ref, home, person, state, category, until in rows:
        own = frozenset(means[ref])
        yield User(
            id=same.setdefault(ref, ref),
            organisation=same.get(home, home),
            person=person,
            state=UserState(state),
            category=Category(category) if category else None,
            means=same.setdefault(own, own),
            right_to_work_until=until,
            works_for=agents.get(ref),
        )


def _others(organisations: Collection[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The further users of the same persons, by user."""
    persons = BusinessUser.objects.filter(organisation__ref__in=organisations, person__isnull=False)
    rows = BusinessUser.objects.filter(person__in=persons.values("person"))
    users = rows.values_list("person", "ref", "organisation__ref")
    same = grouped((person, (user, home)) for person, user, home in users).values()
    return {
        user: tuple(other for other in selves if other[0] != user)
        for selves in same
        if len(selves) > 1
        for user, _ in selves
    }


def _assignments(organisations: Collection[str], same: Known) -> Mapping[str, tuple[Assignment, ...]]:
    """The assignments of the organisations' users, by user."""
    rows = AssignmentRow.objects.filter(user__organisation__ref__in=organisations).values_list(
        *RECORD, "user__ref", "right__ref", "organisation__ref", "mandate__ref", "branches"
    )
    return grouped(
        (
            user,
            Assignment(
                ref,
                RecordState(state),
                same.setdefault(start, start),
                same.setdefault(end, end),
                revoked,
                same.setdefault(user, user),
                same.setdefault(right, right),
                same.setdefault(place, place),
                same.setdefault(mandate, mandate),
                frozenset(branches) if branches else NONE,
            ),
        )
        for ref, state, start, end, revoked, user, right, place, mandate, branches in rows.iterator(BATCH)
    )


def _mandates(organisations: Collection[str], same: Known) -> list[Mandate]:
    """Those that the organisations have received."""
    received = MandateRow.objects.filter(receiver__ref__in=organisations)
    rights: defaultdict[str, set[str]] = defaultdict(set)
    given = MandateRow.rights.through.objects.filter(mandate__receiver__ref__in=organisations)
    for mandate, right in given.values_list("mandate__ref", "right__ref").iterator(BATCH):
        rights[mandate].add(right)
    return [
        Mandate(
            same.get(ref, ref),
            RecordState(state),
            same.setdefault(start, start),
            same.setdefault(end, end),
            revoked,
            same.setdefault(giver, giver),
            same.setdefault(receiver, receiver),
            same.setdefault(own, own),
            accepted,
        )
        for ref, state, start, end, revoked, giver, receiver, accepted in received.values_list(
            *RECORD, "giver__ref", "receiver__ref", "accepted"
        ).iterator(BATCH)
        for own in [frozenset(rights[ref])]
    ]


def _grants(organisations: Collection[str], same: Known) -> list[Grant]:
    """Those that the organisations have received."""
    rows = GrantRow.objects.filter(receiver__ref__in=organisations).values_list(
        *RECORD, "giver__ref", "receiver__ref", "right__ref", "confirmed"
    )
    return [
        Grant(
            ref,
            RecordState(state),
            same.setdefault(start, start),
            same.setdefault(end, end),
            revoked,
            same.setdefault(giver, giver),
            same.setdefault(receiver, receiver),
            same.setdefault(right, right),
            confirmed,
        )
        for ref, state, start, end, revoked, giver, receiver, right, confirmed in rows.iterator(BATCH)
    ]


def _recognitions(organisations: Collection[str]) -> list[Recognition]:
    rows = Adviser.objects.filter(organisation__ref__in=organisations).values_list(
        *RECORD, "provider__ref", "organisation__ref"
    )
    return [Recognition(ref, RecordState(state), *rest) for ref, state, *rest in rows]

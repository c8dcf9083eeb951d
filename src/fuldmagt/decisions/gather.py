"""From the database to the facts of a decision: the records that it may rest on, and no others.

A decision about a user looks at all users of the user's person (for conflicts, and for another user
that would be allowed), at the organisations asked about, and at the homes of these users.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.authenticators.models import UserMeans
from fuldmagt.authenticators.queries import in_use
from fuldmagt.clients.systems.queries import works_for, works_for_each
from fuldmagt.decisions import facts as law
from fuldmagt.decisions import gather_catalogue
from fuldmagt.decisions.question import Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Branch, BusinessUser, Organisation
from fuldmagt.organisations.rules import OrganisationState, UserKind, UserState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means

RECORD = ("ref", "state", "starts_at", "ends_at", "revoked_at")
Branches = Mapping[str, frozenset[str]]
Rows = Sequence[BusinessUser] | QuerySet[BusinessUser]


def gather(question: Question) -> law.Gathered:
    """The facts of one question."""
    branches = _branches(Q(ref=question.branch)) if question.branch else {}
    places = {question.organisation} if question.organisation else set(branches)
    return _facts(_users(question.user), places, branches, {question.right})


def gather_reach(user: str, *, rights: Collection[str] = (), with_branches: bool = False) -> law.Gathered:
    """The facts of a search over every organisation that some record lets the user reach."""
    home = BusinessUser.objects.filter(ref=user).values("organisation")
    reached = Organisation.objects.filter(Q(assignments__user__ref=user) | Q(grants_given__receiver__in=home))
    places = set(reached.values_list("ref", flat=True))
    branches = _branches(Q(organisation__ref__in=places)) if with_branches else {}
    return _facts(_users(user), places, branches, set(rights))


def gather_people(
    people: QuerySet[BusinessUser], places: Collection[str], *, homes: Collection[str] = ()
) -> law.Gathered:
    """The facts of many questions: about these users, for these organisations and their branches.

    With the mandates and grants from these organisations to the users' homes, and to others that are named.
    """
    persons = people.filter(person__isnull=False).values("person")
    limits = people.filter(system__works_for__isnull=False).values("system__works_for__person")
    same = BusinessUser.objects.filter(
        Q(pk__in=people.values("pk")) | Q(person__in=persons) | Q(person__in=limits)
    )
    # Their few organisations and departments are read once, not once with each user.
    rows = same.select_related("person").prefetch_related("organisation", "department")
    branches = _branches(Q(organisation__ref__in=places))
    return _facts(rows, set(places), branches, set(), homes=homes)


def gather_between(givers: Collection[str], receivers: Collection[str]) -> law.Gathered:
    """The mandates and grants from these organisations to those, and nobody's assignments."""
    return _facts([], set(givers), {}, set(), homes=set(receivers))


def _facts(
    rows: Rows, places: set[str], branches: Branches, rights: set[str], *, homes: Collection[str] = ()
) -> law.Gathered:
    homes = {*homes, *(row.organisation.ref for row in rows)}
    assignments = _assignments(rows, places | homes)
    mandates = _mandates(places, homes, {each.mandate for each in assignments if each.mandate})
    grants = _grants(places, homes)
    named = [mandate.rights for mandate in mandates]
    named += [frozenset(each.right for each in assignments), frozenset(each.right for each in grants)]
    catalogue = gather_catalogue.catalogue(rights.union(*named), places=places)
    return law.Gathered(
        organisations=_organisations(places | homes, rows, branches),
        users=_as_users(rows),
        services=catalogue.services,
        rights=catalogue.rights,
        mandates={each.id: each for each in mandates},
        assignments=assignments,
        grants=grants,
        recognitions=_recognitions(homes),
        catalogue=catalogue.law,
    )


def _branches(which: Q) -> Branches:
    """The branches by their organisation."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for branch, organisation in Branch.objects.filter(which).values_list("ref", "organisation__ref"):
        found[organisation].add(branch)
    return {organisation: frozenset(each) for organisation, each in found.items()}


def _users(ref: str) -> list[BusinessUser]:
    """The user and the other users of the same person; none, where the user is not known.

    With an agent come the users of the person for whom it works.
    """
    whole = BusinessUser.objects.select_related("organisation", "department", "person", "system__works_for")
    user = whole.filter(ref=ref).first()
    if user is None or user.person is None:
        person = works_for(user) if user else None
        return [*([user] if user else []), *(_users(person.ref) if person else [])]
    return list(whole.filter(person=user.person))


def _as_users(rows: Rows) -> dict[str, law.User]:
    means: defaultdict[str, set[Means]] = defaultdict(set)
    for user, kind in UserMeans.objects.filter(in_use(), user__in=rows).values_list("user__ref", "kind"):
        means[user].add(Means(kind))
    programs = [row.ref for row in rows if row.kind == UserKind.SYSTEM]
    agents = works_for_each(programs) if programs else {}
    return {
        row.ref: law.User(
            id=row.ref,
            organisation=row.organisation.ref,
            person=row.person.ref if row.person else None,
            state=UserState(row.state),
            category=Category(row.department.category)
            if row.department and row.department.category
            else None,
            means=frozenset(means[row.ref]),
            right_to_work_until=row.right_to_work_until,
            works_for=agents.get(row.ref),
        )
        for row in rows
    }


def _organisations(places: Collection[str], users: Rows, branches: Branches) -> dict[str, law.Organisation]:
    known = {user.organisation.ref: user.organisation for user in users}
    others = set(places) - set(known)
    rows = [*known.values(), *(Organisation.objects.filter(ref__in=others) if others else ())]
    return {
        row.ref: law.Organisation(
            id=row.ref,
            category=Category(row.category),
            state=OrganisationState(row.state),
            branches=branches.get(row.ref, frozenset()),
            suspends_on_lapsed_right_to_work=row.suspend_on_lapsed_right_to_work,
        )
        for row in rows
    }


def _assignments(users: Rows, places: Collection[str]) -> tuple[law.Assignment, ...]:
    rows = Assignment.objects.filter(user__in=users, organisation__ref__in=places).values_list(
        *RECORD, "user__ref", "right__ref", "organisation__ref", "mandate__ref", "branches"
    )
    return tuple(
        law.Assignment(*_record(*row[:5]), user, right, organisation, mandate, frozenset(branches))
        for row in rows
        for user, right, organisation, mandate, branches in [row[5:]]
    )


def _mandates(givers: Collection[str], receivers: Collection[str], hung_on: set[str]) -> list[law.Mandate]:
    """From these givers to these receivers, and those that an assignment hangs on."""
    rows = list(
        Mandate.objects.filter(
            Q(giver__ref__in=givers, receiver__ref__in=receivers) | Q(ref__in=hung_on)
        ).values_list(*RECORD, "giver__ref", "receiver__ref", "accepted")
    )
    rights: defaultdict[str, set[str]] = defaultdict(set)
    for mandate, right in Mandate.rights.through.objects.filter(
        mandate__ref__in=[row[0] for row in rows]
    ).values_list("mandate__ref", "right__ref"):
        rights[mandate].add(right)
    return [
        law.Mandate(*_record(*row[:5]), giver, receiver, frozenset(rights[row[0]]), accepted)
        for row in rows
        for giver, receiver, accepted in [row[5:]]
    ]


def _grants(givers: Collection[str], receivers: Collection[str]) -> tuple[law.Grant, ...]:
    rows = Grant.objects.filter(giver__ref__in=givers, receiver__ref__in=receivers).values_list(
        *RECORD, "giver__ref", "receiver__ref", "right__ref", "confirmed"
    )
    return tuple(law.Grant(*_record(*row[:5]), *row[5:]) for row in rows)


def _recognitions(organisations: Collection[str]) -> tuple[law.Recognition, ...]:
    rows = Adviser.objects.filter(organisation__ref__in=organisations).values_list(
        *RECORD, "provider__ref", "organisation__ref"
    )
    return tuple(law.Recognition(*_record(*row[:5]), *row[5:]) for row in rows)


def _record(
    ref: str, state: str, start: datetime, end: datetime | None, revoked_at: datetime | None
) -> tuple[str, RecordState, datetime, datetime | None, datetime | None]:
    return ref, RecordState(state), start, end, revoked_at

"""Requests for rights. Each question takes the organisation, or the person, whose requests it reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.mandates.assignments import queries as assignments
from fuldmagt.mandates.assignments.rules import Holding, Wish
from fuldmagt.mandates.requests import rules
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.organisations.models import Branch, BusinessUser, Department, Organisation
from fuldmagt.organisations.queries import same_person
from fuldmagt.organisations.rules import Actor, OrganisationState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

State = RightRequest.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests a list shows."""

    text: str = ""
    waiting: bool = True


def _grounded(at: datetime) -> Q:
    """Waiting, in time, and with its ground."""
    return _with_ground() & Q(expires_at__gt=at)


def _with_ground() -> Q:
    """Of a user who is there, for a right that is on offer; any other is ended soon."""
    there = ~Q(user__state__in=[state.value for state in rules.GONE])
    offered = Q(right__retired_at__isnull=True, right__service__provider__state=Provider.State.ADMITTED)
    active = Q(organisation__state=OrganisationState.ACTIVE)
    return Q(state=State.WAITING) & there & offered & active


def _whole() -> QuerySet[RightRequest]:
    return RightRequest.objects.select_related(
        "organisation",
        "right__service__provider",
        "user__organisation",
        "user__department__leader",
        "user__person",
    )


def waiting(organisation: str, *, at: datetime) -> QuerySet[RightRequest]:
    """What waits for an answer, who has waited longest first."""
    return _whole().filter(_grounded(at), organisation__ref=organisation).order_by("asked_at", "pk")


def to_answer(organisation: str) -> int:
    """How many wait for an answer; what has just run out counts until the worker has seen it."""
    return RightRequest.objects.filter(_with_ground(), organisation__ref=organisation).count()


def listed(wanted: Wanted, *, organisation: str, at: datetime) -> QuerySet[RightRequest]:
    """The waiting ones, or those that are over with the newest first, as far as the words fit."""
    if wanted.waiting:
        found = waiting(organisation, at=at)
    else:
        over = _whole().filter(organisation__ref=organisation).exclude(state=State.WAITING)
        found = over.order_by("-decided_at", "-pk")
    for word in wanted.text.split():
        named = re.escape(word)
        found = found.filter(
            Q(user__name__iregex=named)
            | Q(right__name__iregex=named)
            | Q(right__service__name__iregex=named)
            | Q(user__department__name__iregex=named)
        )
    return found


def of_people(user: BusinessUser) -> QuerySet[RightRequest]:
    """What was asked for the user, and what the user asked for others; the newest first."""
    mine = Q(user=user) | Q(asked_by=user.ref, organisation=user.organisation)
    return _whole().filter(mine).order_by("-asked_at", "-pk")


def one(ref: str, *, by: Actor, sees_all: bool) -> RightRequest | None:
    """A request of this organisation that the actor may read: one's own, or any for who sees rights."""
    found = _whole().filter(ref=ref, organisation__ref=by.organisation).first()
    if found is None or sees_all or by.ref in {found.user.ref, found.asked_by}:
        return found
    return None


def waits_for(user: BusinessUser, right: str) -> RightRequest | None:
    """The request of this user for this right that waits."""
    return _whole().filter(user=user, right__ref=right, state=State.WAITING).first()


def stands(row: RightRequest, *, at: datetime) -> bool:
    """Whether a request still waits, with its ground."""
    return RightRequest.objects.filter(_grounded(at), pk=row.pk).exists()


def overdue(at: datetime) -> QuerySet[RightRequest]:
    """Waiting, and nobody answered in time."""
    return _whole().filter(state=State.WAITING, expires_at__lte=at).order_by("pk")


def groundless(at: datetime) -> QuerySet[RightRequest]:
    """Waiting, and their user or their right is gone."""
    return _whole().filter(state=State.WAITING, expires_at__gt=at).exclude(_grounded(at)).order_by("pk")


def forgotten(before: datetime, *, at: datetime) -> QuerySet[RightRequest]:
    """Waiting since before this moment, without a reminder."""
    return _whole().filter(_grounded(at), asked_at__lte=before, reminded_at__isnull=True).order_by("pk")


def counts(user: BusinessUser, *, client: str, since: datetime) -> tuple[int, int]:
    """How many requests for the user wait, and how many were made since then.

    Those by the user and by leaders, or those by one client: no client uses up what is a person's own.
    """
    by = Q(asked_by=client) & ~Q(through="") if client else Q(through="")
    return _counted(RightRequest.objects.filter(by, user=user), since)


def counts_of_client(client: str, *, organisation: str, since: datetime) -> tuple[int, int]:
    """The same of all that a client asked for at an organisation."""
    found = RightRequest.objects.filter(asked_by=client, organisation__ref=organisation).exclude(through="")
    return _counted(found, since)


def _counted(rows: QuerySet[RightRequest], since: datetime) -> tuple[int, int]:
    return rows.filter(state=State.WAITING).count(), rows.filter(asked_at__gt=since).count()


@dataclass(frozen=True, slots=True)
class Preview:
    """What giving a right to a user would come to, before anything is given."""

    hindrance: Refusal | None
    held: tuple[Holding, ...]
    comes_along: frozenset[str]  # rights that it includes


def preview(user: BusinessUser, right: Right | None, wish: Wish, *, at: datetime) -> Preview:
    """By the same rules as the gift itself; nothing is locked or written."""
    held = assignments.held_by_person(user, organisation=user.organisation.ref, at=at)
    law = catalogue.rights_law()
    if right is None:
        return Preview(Refusal(Reason.RIGHT_UNKNOWN, about=wish.right), tuple(held), frozenset())
    hindrance = rules.hindrance(wish, user.ref, right.categories, Category(user.category), held, law)
    if hindrance is None and not are_branches(wish.branches, organisation=user.organisation.ref):
        hindrance = Refusal(Reason.BRANCH_UNKNOWN, about=wish.right)
    return Preview(hindrance, tuple(held), law.all_covered(wish.right) - {wish.right})


def are_branches(refs: Iterable[str], *, organisation: str) -> bool:
    wanted = set(refs)
    return Branch.objects.filter(organisation__ref=organisation, ref__in=wanted).count() == len(wanted)


def branches_of(organisation: Organisation) -> list[Branch]:
    return list(organisation.branches.order_by("name", "ref"))


def leads(leader: str, user: BusinessUser) -> bool:
    """Whether the user works in a department that the leader leads."""
    led = Department.objects.filter(leader__ref=leader, closed_at__isnull=True)
    return led.filter(pk=user.department_id or 0).exists()


def another_needed(row: RightRequest, by: Actor) -> bool:
    """Whether somebody else than the actor has to decide: where four eyes are on, no asker decides (A5)."""
    asker = BusinessUser.objects.filter(ref=row.asked_by, organisation=row.organisation).first()
    own = same_person(row.user, by) or (asker is not None and same_person(asker, by))
    return row.organisation.four_eyes and own

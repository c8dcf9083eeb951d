"""Who can have something for many: a group, a department, or one user (of packages)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import group_called, is_among, members
from fuldmagt.mandates.sources import queries
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Kind
from fuldmagt.organisations.departments.queries import open_ones
from fuldmagt.organisations.models import Branch, BusinessUser, Department
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary.refusals import Reason, Refusal

Holder = Group | Department | BusinessUser


def holder_called(ref: str, kind: Kind, *, organisation: str) -> Holder | None:
    """Who is meant, as far as it is the organisation's and there to be given something."""
    if kind is Kind.GROUP:
        return group_called(ref, organisation=organisation)
    if kind is Kind.USER:
        return queries.present([ref], organisation=organisation).select_related("organisation").first()
    return open_ones(organisation).select_related("organisation").filter(ref=ref).first()


def people_of(holder: Holder) -> Iterable[BusinessUser]:
    if isinstance(holder, Group):
        return members(holder)
    return [holder] if isinstance(holder, BusinessUser) else queries.people_in(holder)


def had_by(holder: Holder, *, at: datetime) -> QuerySet[Source]:
    """What they have already, now or later."""
    if isinstance(holder, Group):
        return queries.of_group(holder, at=at)
    if isinstance(holder, BusinessUser):
        return queries.of_user(holder, at=at)
    return queries.of_department(holder, at=at)


def of(source: Source) -> Holder:
    holder = source.group or source.department or source.user
    assert holder is not None  # a constraint of the table
    return holder


def unfit(holder: Holder, wish: Wish, by: Actor, at: datetime, *, four_eyes: bool) -> Refusal | None:
    """Why it cannot be given so, whatever it is: to oneself, for no time, for another's branches."""
    if four_eyes and is_among(by, people_of(holder)):
        return Refusal(Reason.SECOND_PERSON_NEEDED, about=wish.right)
    if wish.period.end is not None and wish.period.end <= max(wish.period.start, at):
        return Refusal(Reason.INPUT_NOT_USABLE, about=wish.right)
    ours = Branch.objects.filter(organisation__ref=by.organisation, ref__in=wish.branches)
    if ours.count() != len(wish.branches):
        return Refusal(Reason.BRANCH_UNKNOWN, about=wish.right)
    return None


def source(holder: Holder, wish: Wish, by: Actor, at: datetime, **what: object) -> Source:
    """What is to be saved, of a right or a package (`what`)."""
    return Source(
        organisation=holder.organisation,
        acted_for=holder.organisation,
        group=holder if isinstance(holder, Group) else None,
        department=holder if isinstance(holder, Department) else None,
        user=holder if isinstance(holder, BusinessUser) else None,
        branches=sorted(wish.branches),
        starts_at=max(wish.period.start, at),  # nothing is given for the past
        ends_at=wish.period.end,
        given_by=by.ref,
        note=" ".join(wish.note.split())[:200],
        **what,
    )

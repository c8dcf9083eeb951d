"""Handing a list to a colleague who may answer, and taking it back: for whoever is away or knows better (C9).

Both answer while it lasts, and nobody for their own rights; whoever got it cannot hand it on.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.recertification import beginning, post, queries
from fuldmagt.mandates.recertification.models import Handover, Review
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.queries import locked, same_person, user_of
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal

ADMINISTRATORS = (Role.RIGHTS_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR)


def colleagues(review: Review, *, by: Actor, at: datetime) -> list[BusinessUser]:
    """Who may get the list: leaders, administrators and the actor's own people; not all of it is theirs."""
    here = Department.objects.filter(organisation__ref=by.organisation, closed_at__isnull=True)
    own = Q(department__in=here.filter(leader__ref=by.ref).values("pk"))
    leads = Q(pk__in=here.filter(leader__isnull=False).values("leader"))
    administers = Q(roles_held__role__in=ADMINISTRATORS)
    found = BusinessUser.objects.filter(own | leads | administers, state=UserState.ACTIVE)
    found = found.filter(organisation__ref=by.organisation).exclude(ref=by.ref).distinct()
    holders = [beginning.reviewer(each) for each in queries.holders(review, at=at)]
    return [
        each
        for each in found.select_related("department").order_by("name", "pk")
        if not same_person(each, by) and beginning.reviewer(each).answers_for_any(holders)
    ]


def current(review: Review) -> Handover | None:
    return review.handovers.filter(ended_at=None).select_related("to", "by").first()


def of(reviews: Iterable[Review]) -> dict[int, list[Handover]]:
    """To whom these lists were handed, in order."""
    found: dict[int, list[Handover]] = defaultdict(list)
    rows: QuerySet[Handover] = Handover.objects.filter(review__in=list(reviews)).order_by("begun_at", "pk")
    for each in rows:
        found[each.review_id].append(each)
    return found


def hand(ref: str, to: str, *, by: Actor, at: datetime) -> Handover | Refusal:
    """Let a colleague answer for a list too."""
    with deed(Event.REVIEW_HANDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        locked(by.organisation)
        review = queries.list_for(ref, by=by, at=at)
        giver = user_of(by.ref, organisation=by.organisation)
        if review is None or giver is None or not queries.answers_first(review, by):
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.facts(campaign=review.campaign.ref)
        if not queries.runs(review):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
        if current(review):
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="handover"))
        reader = next((each for each in colleagues(review, by=by, at=at) if each.ref == to), None)
        if reader is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(reader.ref)
        names = {"by_name": giver.name, "to_name": reader.name}
        made = Handover.objects.create(review=review, by=giver, to=reader, begun_at=at, **names)
        post.delegate(review, reader, by=giver.name, at=at)
        return made


def take_back(ref: str, *, by: Actor, at: datetime) -> Handover | Refusal:
    """End it: whoever answers for the list takes it back, and whoever got it gives it back."""
    with deed(Event.REVIEW_TAKEN_BACK, by=by.ref, at=at, organisation=by.organisation) as draft:
        locked(by.organisation)
        review = queries.list_for(ref, by=by, at=at)
        if review is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.facts(campaign=review.campaign.ref)
        made = current(review)
        if made is None or not queries.runs(review):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="handover"))
        draft.about(made.to.ref)
        end(review, at=at)
        reader, who = (made.by, made.to_name) if by.ref == made.to.ref else (made.to, made.by_name)
        if reader.state == UserState.ACTIVE:
            post.taken_back(review, reader, by=who, given_back=reader == made.by, at=at)
        return made


def end(review: Review, *, at: datetime) -> None:
    """Nobody else answers for the list any more; the lock is held."""
    review.handovers.filter(ended_at=None).update(ended_at=at)

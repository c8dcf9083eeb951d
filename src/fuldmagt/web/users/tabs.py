"""The further tabs of a user: means of login, events, orders."""

from collections.abc import Collection

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fuldmagt.audit import queries as log
from fuldmagt.authenticators import queries as authenticators
from fuldmagt.authenticators.guesses import queries as locks
from fuldmagt.authenticators.models import MeansOrder, UserMeans
from fuldmagt.authenticators.orders.finding import ON_THE_WAY
from fuldmagt.authenticators.orders.rules import ORDERED, OrderState
from fuldmagt.authenticators.stock.rules import KINDS
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.costs.offers import before_ordering
from fuldmagt.web.events.paging import page_of
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.permission import needs
from fuldmagt.web.users.header import header
from fuldmagt.web.users.words import ORDER_STATES
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.SEE_USERS)
@require_GET
def means(request: VisitorRequest, ref: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    elsewhere, shared = authenticators.not_allowed(user), authenticators.shared(user)
    context = header(user, request.visitor, "means") | {
        "held": [_shown(each, elsewhere, shared) for each in authenticators.held_by(user)],
        "can_order": user.state == UserState.ACTIVE,
        "paused_until": locks.paused_until(user, at=request.at),
        "offers": before_ordering(request.at),
    }
    return render(request, "users/means.html", context)


def _shown(held: UserMeans, not_allowed: Collection[int], shared: Collection[int]) -> dict[str, object]:
    """A means as the list shows it. What cannot be done to it is not offered.

    What it is called and when it was used may be the other employer's, where it serves the person there too.
    """
    kind, authenticator = Means(held.kind), held.authenticator
    locked = authenticator is not None and authenticator.state == authenticator.State.LOCKED
    by_tries = locked and authenticator is not None and not authenticator.locked_by
    return {
        "word": MEANS[kind],
        "ref": authenticator.ref if authenticator else "",
        "name": authenticator.name if authenticator and held.pk not in shared else "",
        "since": held.since,
        "used_at": authenticator.used_at if authenticator else None,
        "shared": held.pk in shared,
        "locked": locked,
        "by_tries": by_tries,
        "not_allowed": held.pk in not_allowed,
        "has_pin": kind in KINDS,
    }


@needs(Deed.SEE_EVENTS)
@require_GET
def events(request: VisitorRequest, ref: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    wanted = log.Wanted(subject=user.ref, refused="refused" in request.GET)
    context = header(user, request.visitor, "events") | page_of(request, wanted)
    return render(request, "users/events.html", context)


@needs(Deed.SEE_USERS)
@require_GET
def orders(request: VisitorRequest, ref: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    context = header(user, request.visitor, "orders") | {
        "orders": [shown_order(each) for each in authenticators.orders_of(user)],
        "can_order": user.state == UserState.ACTIVE or bool(begins_with(user)),
        "offers": before_ordering(request.at),
    }
    return render(request, "users/orders.html", context)


def begins_with(user: BusinessUser) -> str:
    """The thing by which a user on the way begins; it has to be handed out before the activation ends."""
    return user.first_means if user.state in ON_THE_WAY and user.first_means in set(ORDERED) else ""


def shown_order(order: MeansOrder) -> dict[str, object]:
    """An order as a list shows it."""
    kind, word = ORDER_STATES[OrderState(order.state)]
    return {
        "ref": order.ref,
        "user": order.user,
        "word": MEANS[Means(order.kind)],
        "state_kind": kind,
        "state_word": word,
        "ordered_at": order.ordered_at,
        "changed_at": order.changed_at,
        "serial": order.serial,
    }

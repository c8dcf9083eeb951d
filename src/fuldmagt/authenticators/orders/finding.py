"""Finding the order that a deed is about, and the user whom a thing is for: those of the own organisation.

Whatever a deed will change is held before it is read.
"""

from dataclasses import dataclass

from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.models import Authenticator, MeansOrder
from fuldmagt.authenticators.orders.rules import OPEN, ORDERED, OrderState, OrderStep, after
from fuldmagt.organisations import queries as organisations
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, Deed, UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST_REASON = 300
NOT_NOW = Refusal(Reason.STEP_NOT_POSSIBLE, about="order")
ON_THE_WAY = frozenset({UserState.INVITED, UserState.IDENTITY_CONFIRMED})


@dataclass(frozen=True, slots=True)
class InHand:
    """An order whose thing is in use, and the means that it has become."""

    order: MeansOrder
    means: Authenticator


def user(ref: str, by: Actor) -> BusinessUser | Refusal:
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisations.locked(by.organisation)
    user = organisations.user_of(ref, organisation=by.organisation)
    return user or Refusal(Reason.NOT_FOUND, about="user")


def not_orderable(user: BusinessUser, kind: Means) -> Refusal | None:
    """Before the activation only the thing by which the user is to begin (B6)."""
    begins_with_it = user.state in ON_THE_WAY and user.first_means == kind
    if user.state != UserState.ACTIVE and not begins_with_it:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=user.state)
    if kind not in ORDERED:
        return Refusal(Reason.INPUT_NOT_USABLE, about="kind")
    if user.means_orders.filter(kind=kind, state__in=OPEN).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="order")
    return None


def order(ref: str, by: Actor, draft: Draft, reason: str = "") -> MeansOrder | Refusal:
    """The order of a user in the actor's organisation; another's is as unknown as none at all."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    if len(reason) > LONGEST_REASON:
        return Refusal(Reason.INPUT_NOT_USABLE, about="reason")
    rows = MeansOrder.objects.select_related("user__organisation", "device", "authenticator__person")
    ours = rows.filter(ref=ref, user__organisation__ref=by.organisation)
    _take_homes(ours.first(), by)
    found = ours.first()  # as it is now that nobody else can change it
    if found is None:
        return Refusal(Reason.NOT_FOUND, about="order")
    draft.about(found.user.ref, found.ref)
    draft.facts(kind=found.kind, order=found.ref)
    if reason.strip():
        draft.personal(found.user.key_name, reason=reason.strip())
    return found


def in_hand(ref: str, step: OrderStep, by: Actor, draft: Draft, reason: str) -> InHand | Refusal:
    """The order and its means, where the order may take the step: it follows the means when that does."""
    found = order(ref, by, draft, reason)
    if isinstance(found, Refusal):
        return found
    if found.authenticator is None or isinstance(after(OrderState(found.state), step), Refusal):
        return NOT_NOW
    return InHand(found, found.authenticator)


def _take_homes(order: MeansOrder | None, by: Actor) -> None:
    """Hold the organisation, and those that the order's means serves too."""
    if order is not None and order.authenticator is not None:
        holding.take_homes(order.authenticator, by.organisation)
    else:
        organisations.locked(by.organisation)

"""Who may grant which right to whom, what a change needs, and what a confirmation link is worth. Pure.

Sources: requirements F5 and F7; decision-semantics, "Portal grant".
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fuldmagt.catalogue.rules import Rights, open_to
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

LINK_LIVES: Final = timedelta(days=14)
"""How long the link in the employer's e-mail can be used, unless the operator sets another time."""


MOST_LINKS: Final = 5
"""How many links for one grant go out within `LINKS_WITHIN`: no mailbox is filled by pressing again."""

MOST_LINKS_OF_ONE: Final = 30
"""The same for all grants of an organisation together."""

LINKS_WITHIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is granted: the right and its period. A confirmation is of these terms and of no others."""

    right: str
    period: Period


@dataclass(frozen=True, slots=True)
class Ground:
    """What the giver, the receiver and the service are to one another now.

    `held` is what the granting person may do for the giver by the direct way, as the law judges it.
    """

    giver: str
    receiver: str
    category: Category  # the giver's
    accepted: bool  # the service accepts grants
    customer: bool  # the giver is among the service's customers, or the service keeps no list
    recognised: bool  # the provider recognises the receiver now
    held: Set[str]
    manages: bool  # the person is the giver's mandate manager


@dataclass(frozen=True, slots=True)
class Link:
    """A confirmation link as it was sent: the terms it tells of, until when, and whether it was used."""

    terms: Terms
    until: datetime
    used: bool = False
    replaced: bool = False  # a newer one was sent


def refused(
    terms: Terms, ground: Ground, categories: Iterable[Category], law: Rights, *, at: datetime
) -> Refusal | None:
    """Why the terms cannot be granted; None when they can.

    A number that nobody knows and one of a company that the provider does not recognise get the same
    answer: whoever types numbers learns nothing about companies.
    """
    if not ground.accepted:
        return Refusal(Reason.GRANT_NOT_SUPPORTED, about="service")
    if not ground.customer:
        return Refusal(Reason.ORGANISATION_NOT_CUSTOMER, about="giver")
    if not _may_give(terms.right, ground, law):
        return Refusal(Reason.POWER_NOT_HELD, about="grant_right")
    if not law.grantable(terms.right) or not open_to(list(categories), ground.category):
        return Refusal(Reason.NOT_ELIGIBLE, about="grant_right")
    if ground.receiver == ground.giver:
        return Refusal(Reason.INPUT_NOT_USABLE, about="grant_number")
    if not ground.recognised:
        return Refusal(Reason.ADVISER_NOT_RECOGNISED, about="receiver")
    return _ends_badly(terms.period, at)


def _may_give(right: str, ground: Ground, law: Rights) -> bool:
    return ground.manages or any(law.covers(held, right) for held in ground.held)


def _ends_badly(period: Period, at: datetime) -> Refusal | None:
    if period.end is not None and (period.end <= at or period.end <= period.start):
        return Refusal(Reason.INPUT_NOT_USABLE, about="until")
    return None


def widens(before: Terms, after: Terms, law: Rights) -> bool:
    """Whether a change gives anything that was not given before: another right, or a longer time."""
    if not law.all_covered(after.right) <= law.all_covered(before.right):
        return True
    return after.period.start < before.period.start or _later(after.period.end, before.period.end)


def masked(address: str) -> str:
    """An address that its owner recognises and a stranger cannot use: `s•••@dekorrel.example`."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}•••@{host}"


def _later(end: datetime | None, than: datetime | None) -> bool:
    return than is not None and (end is None or end > than)


def confirmable(link: Link, now: Terms, *, at: datetime) -> Refusal | None:
    """Why a press on the link's page confirms nothing; None when it does.

    A link of terms that were changed since confirms nothing, though it was never used: its reader
    was told of something else.
    """
    if link.used:
        return Refusal(Reason.LINK_USED, about="link")
    if link.replaced or link.terms != now:
        return Refusal(Reason.CHANGED_MEANWHILE, about="grant")
    if link.until <= at:
        return Refusal(Reason.LINK_EXPIRED, about="link")
    return None

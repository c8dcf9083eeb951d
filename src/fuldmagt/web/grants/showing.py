"""Advisers' access as pages show it: its state in a word, its last day, its story."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import DONE
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.grants import queries
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Organisation
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.rights.tree import leaf_of, name_of


@dataclass(frozen=True, slots=True)
class Line:
    """A grant in a list."""

    grant: Grant
    other: Organisation
    number: str
    service: str
    right: str
    badge: str  # the shape of its state
    state: str
    last_day: datetime | None


def line(grant: Grant, other: Organisation, *, at: datetime) -> Line:
    badge, state = state_of(grant, at=at)
    number, service = str(Number.of(other.ref)), grant.right.service.name
    return Line(grant, other, number, service, name_of(grant.right), badge, state, last_day(grant.ends_at))


def last_day(end: datetime | None) -> datetime | None:
    return end - timedelta(microseconds=1) if end else None


def described(right: Right) -> dict[str, str]:
    """A right as a reader sees it: what it lets one do, at which service."""
    leaf = leaf_of(right)
    return {"ref": right.ref, "name": leaf.name, "service": right.service.name, "text": leaf.text}


def state_of(grant: Grant, *, at: datetime) -> tuple[str, str]:
    """The shape and the word of its state."""
    if grant.state == RecordState.REVOKED:
        return "stopped", _("Ended") if grant.confirmed else _("Withdrawn")
    if grant.ends_at is not None and grant.ends_at <= at:
        return "stopped", _("Run out")
    if not grant.confirmed:
        link = queries.newest_link(grant)
        run_out = link is not None and link.expires_at <= at
        return "waits", _("The link has run out") if run_out else _("Waits to be confirmed")
    if grant.starts_at > at:
        return "waits", _("Has not begun")
    if grant.awaiting is not None:
        return "waits", _("More waits to be confirmed")
    return "done", _("Holds")


STORY: Final[dict[str, str | Promise]] = {
    Event.GRANT_GIVEN: gettext_lazy("The access was given, and the link was sent"),
    Event.GRANT_LINK_SENT: gettext_lazy("The link was sent again"),
    Event.GRANT_CONFIRMED: gettext_lazy("It was confirmed by the link in the mail"),
    Event.GRANT_DENIED: gettext_lazy("It was turned down by the link in the mail"),
    Event.GRANT_CHANGED: gettext_lazy("It was changed"),
    Event.GRANT_ENDED: gettext_lazy("It was ended"),
}


def story(grant: Grant) -> list[dict[str, object]]:
    return [
        {"at": entry.at, "sentence": str(STORY[entry.event])}
        for entry in queries.history(grant)
        if entry.event in STORY and entry.outcome == DONE
    ]

"""Chain mandates as pages show them: their state in a word, their days, their story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import DONE
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains import queries
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import Ending, Stage, renewable
from fuldmagt.organisations.models import Organisation
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.rights.tree import Leaf, Twig, grown, leaf_of, name_of

SOON: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate in a list."""

    mandate: Mandate
    other: Organisation
    number: str
    rights: list[str]
    badge: str  # the shape of its state
    state: str
    last_day: datetime | None


def line(mandate: Mandate, other: Organisation, *, at: datetime) -> Line:
    badge, state = state_of(mandate, at=at)
    rights = [f"{name_of(each)} ({each.service.name})" for each in mandate.rights.all()]
    return Line(mandate, other, str(Number.of(other.ref)), rights, badge, state, last_day(mandate))


def last_day(mandate: Mandate) -> datetime | None:
    return mandate.ends_at - timedelta(microseconds=1) if mandate.ends_at else None


ENDINGS: Final[dict[str, str | Promise]] = {
    Ending.DECLINED: gettext_lazy("Declined"),
    Ending.LAPSED: gettext_lazy("Lapsed, not accepted in time"),
    Ending.BY_GIVER: gettext_lazy("Ended by the giver"),
    Ending.BY_RECEIVER: gettext_lazy("Ended by the receiver"),
}


def state_of(mandate: Mandate, *, at: datetime) -> tuple[str, str]:
    """The shape and the word of its state."""
    stage = queries.stage(mandate)
    if stage is Stage.OVER:
        return "stopped", str(ENDINGS.get(mandate.ended_as, gettext_lazy("Ended")))
    if mandate.ends_at is not None and mandate.ends_at <= at:
        return "stopped", _("Run out")
    if stage is Stage.OFFERED:
        return "waits", _("Waits to be accepted")
    if stage is Stage.WIDENED:
        return "waits", _("Something added waits to be accepted")
    if mandate.ends_at is not None and mandate.ends_at - at <= SOON:
        left = max((mandate.ends_at - at).days, 0)
        said = ngettext("Holds, %(days)s day left", "Holds, %(days)s days left", left)
        return "waits", said % {"days": left}
    return "done", _("Holds")


def tree(rights: Iterable[Right], ticked: Iterable[str]) -> list[Twig]:
    """The rights that can be given, with what is ticked."""
    chosen = set(ticked)
    leaves: list[Leaf] = []
    for right in rights:
        leaf = leaf_of(right)
        leaf.ticked = right.ref in chosen
        leaves.append(leaf)
    return grown(leaves, catalogue.sectors(), unfolded=len(leaves) <= 12)


def named(refs: Iterable[str]) -> list[dict[str, str]]:
    """Rights as a reader sees them: what each lets one do, at which service."""
    rows = catalogue.rights_called(list(refs)).values()
    return [told(each) for each in sorted(rows, key=lambda row: (row.service.name, row.place, row.ref))]


def told(right: Right) -> dict[str, str]:
    leaf = leaf_of(right)
    return {"ref": right.ref, "name": leaf.name, "service": right.service.name, "text": leaf.text}


STORY: Final[dict[str, str | Promise]] = {
    Event.MANDATE_GIVEN: gettext_lazy("%(who)s gave the mandate"),
    Event.MANDATE_ACCEPTED: gettext_lazy("%(who)s accepted"),
    Event.MANDATE_DECLINED: gettext_lazy("%(who)s declined"),
    Event.MANDATE_CHANGED: gettext_lazy("%(who)s changed what it gives"),
    Event.MANDATE_RENEWED: gettext_lazy("%(who)s renewed it"),
    Event.MANDATE_REMINDED: gettext_lazy("A reminder was sent"),
    Event.MANDATE_LAPSED: gettext_lazy("It lapsed, because nobody accepted it in time"),
    Event.MANDATE_ENDED: gettext_lazy("%(who)s ended it"),
}


def story(mandate: Mandate) -> list[dict[str, object]]:
    """What has happened, the same words for both sides: people of either are named by it alone."""
    sides = {each.ref: each.name for each in (mandate.giver, mandate.receiver)}
    return [
        {"at": entry.at, "sentence": str(STORY[entry.event]) % {"who": sides.get(entry.organisation, "")}}
        for entry in queries.history(mandate)
        if entry.event in STORY and entry.outcome == DONE
    ]


def may_renew(mandate: Mandate, at: datetime) -> bool:
    return queries.stage(mandate) in {Stage.ACCEPTED, Stage.WIDENED} and renewable(mandate.ends_at, at)

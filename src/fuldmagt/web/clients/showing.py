"""The clients and employees as a grid: a word in every cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import queries
from fuldmagt.mandates.clientele.actions import Plan
from fuldmagt.mandates.clientele.rules import strongest
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.mandates.showing import last_day, state_of
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.rights.words import listed


@dataclass(frozen=True, slots=True)
class Cell:
    word: str
    css: str
    user: BusinessUser


@dataclass(frozen=True, slots=True)
class Row:
    mandate: Mandate
    number: str
    cells: list[Cell]
    badge: str
    state: str
    last_day: datetime | None
    open: bool  # can be assigned for


def rows(
    mandates: Iterable[Mandate], users: Sequence[BusinessUser], service: str, *, at: datetime
) -> list[Row]:
    mandates = list(mandates)
    held = queries.held(mandates, users, service=service, at=at)
    law = catalogue.rights_law()
    found = []
    for mandate in mandates:
        run_out = mandate.ends_at is not None and mandate.ends_at <= at
        cells = [_cell(mandate, user, held.get((mandate.ref, user.ref), []), law, run_out) for user in users]
        badge, state = state_of(mandate, at=at)
        can = mandate.accepted and not run_out
        found.append(
            Row(mandate, str(Number.of(mandate.giver.ref)), cells, badge, state, last_day(mandate), can)
        )
    return found


def _cell(mandate: Mandate, user: BusinessUser, rows: list[Assignment], law: Rights, run_out: bool) -> Cell:
    if not mandate.accepted:
        return Cell(_("Waits"), "fm-c-w", user)
    if not rows:
        return Cell(_("None"), "fm-c-0", user)
    if run_out:
        return Cell(_("Run out"), "fm-c-n", user)
    service = rows[0].right.service.ref
    mine = {each.ref: each for each in mandate.rights.all() if each.ref.startswith(f"{service}:")}
    reached = _reached({row.right.ref: row.right for row in rows}, mine, law)
    if not reached:
        return Cell(_("Not in the mandate"), "fm-c-n", user)
    word = listed(name_of(reached[ref]) for ref in strongest(list(reached), law))
    whole = all(any(law.covers(ref, each) for ref in reached) for each in mine)
    return Cell(word, "fm-c-e" if whole else "fm-c-v", user)


def _reached(held: Mapping[str, Right], given: Mapping[str, Right], law: Rights) -> dict[str, Right]:
    """What both the assignments and the mandate cover: a mandate that was narrowed carries no more."""
    within = {ref: each for ref, each in held.items() if any(law.covers(one, ref) for one in given)}
    below = {ref: each for ref, each in given.items() if any(law.covers(one, ref) for one in held)}
    return within | below


def told(plan: Plan) -> list[dict[str, object]]:
    """Each cell of a plan as a sentence: what becomes of it, or why it stays."""
    right = name_of(plan.right) if plan.right else ""
    return [
        {
            "client": each.mandate.giver.name,
            "user": each.user.name,
            "before": listed(name_of(row.right) for row in each.ends) if each.ends else "",
            "now": right,
            "changes": each.changes,
            "why": _why(each.refusal, each.mandate, right) if each.refusal else "",
        }
        for each in plan.cells
    ]


def _why(refusal: Refusal, mandate: Mandate, right: str) -> str:
    client = mandate.giver.name
    if refusal.reason is Reason.CHAIN_MISSING:
        return _("%(client)s has not given you “%(right)s”.") % {"client": client, "right": right}
    if refusal.reason is Reason.NOT_ELIGIBLE:
        return _("“%(right)s” is not for organisations like %(client)s.") % {"client": client, "right": right}
    if refusal.reason is Reason.SECOND_PERSON_NEEDED:
        return _("That is you: a colleague has to give it.")
    return _("One person can have only one of two rights that exclude each other, and has the other already.")

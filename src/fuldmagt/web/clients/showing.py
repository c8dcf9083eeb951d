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
    by_ref: Mapping[str, Right] = {row.right.ref: row.right for row in rows}
    word = listed(name_of(by_ref[ref]) for ref in strongest(list(by_ref), law))
    mine = [each for each in queries.given(mandate) if each.startswith(f"{rows[0].right.service.ref}:")]
    whole = all(any(law.covers(ref, each) for ref in by_ref) for each in mine)
    return Cell(word, "fm-c-e" if whole else "fm-c-v", user)


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

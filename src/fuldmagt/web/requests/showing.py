"""One request: who asks, what they hold and why, what giving would do, and what became of it (C7, X2)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.explanations.names import InLanguages
from fuldmagt.mandates.assignments.rules import Holding, Wish
from fuldmagt.mandates.requests import queries
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import RequestState, replaced
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users.queries import names
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import LEVELS
from fuldmagt.web.look.parts import Crumb, Knot
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.requests.forms import ApproveForm, RefuseForm
from fuldmagt.web.requests.words import STATES, asker_of, how_long, known, where
from fuldmagt.web.rights.showing import day, period_words, reach
from fuldmagt.web.rights.tree import leaf_of, name_of
from fuldmagt.web.rights.words import data, first_name
from fuldmagt.web.visitor import VisitorRequest

S = RequestState
Link = Literal["holds", "waits", "broken"]
LINKS: Final[Mapping[RequestState, Link]] = {S.WAITING: "waits", S.APPROVED: "holds"}


@for_visitors
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    row = found(request, ref)
    return page(request, row) if row else missing(request, ref)


def found(request: VisitorRequest, ref: str) -> RightRequest | None:
    """A request that the visitor may read: an own one, or any of the organisation for who sees rights."""
    actor = request.visitor.actor
    return queries.one(ref, by=actor, sees_all=not actor.refused(Deed.SEE_RIGHTS))


def page(
    request: VisitorRequest,
    row: RightRequest,
    *,
    approve: ApproveForm | None = None,
    refuse: RefuseForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.visitor.actor
    own = actor.ref in {row.user.ref, row.asked_by}
    stands = row.state == S.WAITING and queries.stands(row, at=request.at)
    sees = not actor.refused(Deed.SEE_RIGHTS)
    may_decide = stands and not actor.refused(Deed.MANAGE_RIGHTS)
    another = may_decide and queries.another_needed(row, actor)
    context: dict[str, Any] = {
        **_particulars(row, sees=sees),
        "stands": stands,
        "own": own,
        "mine": actor.ref == row.user.ref,
        "decides": may_decide and not another,
        "another": another,
        "approve": approve or _approving(request, row),
        "refuse": refuse or RefuseForm(),
        "refusal": _said(row, refusal) if refusal else None,
        "crumbs": _crumbs(row, sees=sees),
    }
    if sees:
        context |= _preview(request, row, stands=stands)
    return render(request, "requests/show.html", context, status=status)


def _approving(request: VisitorRequest, row: RightRequest) -> ApproveForm:
    """As it was asked for; whoever decides may change it."""
    last = localtime(row.until - timedelta(microseconds=1)).date() if row.until else None
    branches = queries.branches_of(row.organisation)
    return ApproveForm(at=request.at, branches=branches, initial={"until": last, "branches": row.branches})


def _particulars(row: RightRequest, *, sees: bool) -> dict[str, Any]:
    leaf = leaf_of(row.right)
    branches = {each.ref: each.name for each in queries.branches_of(row.organisation)}
    decider = names([row.decided_by], organisation=row.organisation.ref).get(row.decided_by, "")
    pairs = [
        (_("Who asks"), asker_of(row)),
        (_("What for"), row.why or _("Nothing was written.")),
        (_("How long"), how_long(row)),
        (_("For"), where(row.branches, branches, row.organisation.name)),
        (_("Asked"), day(row.asked_at)),
    ]
    if row.state == S.WAITING:
        pairs.append((_("Ends without an answer"), day(row.expires_at)))
    elif row.decided_at:
        pairs.append((_("Over since"), day(row.decided_at)))
    if decider and row.state in {S.APPROVED, S.REFUSED}:
        pairs.append((_("Decided by"), decider))
    return {
        "request_": row,
        "right": leaf,
        "service": row.right.service,
        "data": data(row.right.service.data_class),
        "who": first_name(row.user.name),
        "state": STATES[S(row.state)],
        "facts": pairs,
        "thread": _thread(row),
    }


def _thread(row: RightRequest) -> list[Knot]:
    state = S(row.state)
    link: Link = LINKS.get(state, "broken")
    says = _("asks") if state is S.WAITING else "" if state is S.APPROVED else str(STATES[state][1]).lower()
    note = row.user.department.name if row.user.department else ""
    return [
        Knot("person", row.user.name, note, link, says),
        Knot("organisation", row.organisation.name),
        Knot("service", row.right.service.name, name_of(row.right)),
    ]


def _preview(request: VisitorRequest, row: RightRequest, *, stands: bool) -> dict[str, Any]:
    """What the person holds with why, and what giving this would come to."""
    wish = Wish(row.right.ref, Period(request.at, row.until), frozenset(row.branches))
    seen = queries.preview(row.user, row.right, wish, at=request.at)
    rights = catalogue.rights_called({each.right for each in seen.held} | seen.comes_along)
    before = replaced(wish, row.user.ref, seen.held)
    needed, reached = BY_WORD[row.right.assurance], reach(row.user)
    return {
        "sees": True,
        "held": [_holding(each, row, rights, request) for each in seen.held],
        "hindrance": _said(row, seen.hindrance) if stands and seen.hindrance else None,
        "comes_along": sorted(name_of(rights[ref]) for ref in seen.comes_along if ref in rights),
        "replaces": bool(before),
        "level": LEVELS[needed],
        "too_low": reached is not None and needed > reached,
        "no_means": reached is None,
    }


def _holding(
    held: Holding, row: RightRequest, rights: dict[str, Any], request: VisitorRequest
) -> dict[str, Any]:
    right = rights[held.right]
    notes = period_words(held, request.at)
    if held.source:
        notes = [_("Through a group, a department or a package."), *notes]
    if held.user != row.user.ref:
        notes = [_("As another user of the same person."), *notes]
    return {"name": name_of(right), "service": right.service.name, "notes": notes}


def _said(row: RightRequest, refusal: Refusal) -> explanations.Explained:
    rights = {row.right.ref: InLanguages(row.right.names, row.right.name)}
    return explanations.explained(refusal, names=known(row.user, refusal, rights))


def _crumbs(row: RightRequest, *, sees: bool) -> list[Crumb]:
    if sees:
        start = Crumb(_("Requests for rights"), reverse("requests:list"))
    else:
        start = Crumb(_("My requests"), reverse("requests:mine"))
    return [start, Crumb(f"{row.user.name}: {name_of(row.right)}")]

"""One order: what has become of it, and what can be done next (B6, C6)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fuldmagt.audit.queries import of_subject
from fuldmagt.authenticators import queries as authenticators
from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders import actions
from fuldmagt.authenticators.orders.rules import OrderState, OrderStep
from fuldmagt.authenticators.stock import queries as stock
from fuldmagt.authenticators.stock.rules import DeviceState
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.events.telling import told
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.orders.forms import SerialForm
from fuldmagt.web.orders.moves import MOVES, open_to
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.forms import ReasonForm
from fuldmagt.web.users.tabs import shown_order
from fuldmagt.web.visitor import VisitorRequest

LOOKED_THROUGH = 200  # the newest entries about the user, among which those of the order are
ON_A_PAGE = 15


@needs(Deed.SEE_USERS)
@require_GET
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    order = _order(request, ref)
    if order is None:
        return missing(request, ref)
    home = request.visitor.actor.organisation
    may_manage = not request.visitor.actor.refused(Deed.MANAGE_USERS)
    may_see = not request.visitor.actor.refused(Deed.SEE_EVENTS)
    entries = of_subject(order.user.ref, organisation=home, limit=LOOKED_THROUGH) if may_see else []
    context = _about(order) | {
        "moves": [(step.value, MOVES[step].verb) for step in open_to(order)] if may_manage else [],
        "to_assign": may_manage and order.state == OrderState.ORDERED,
        "may_see": may_see,
        "events": told([each for each in entries if each.facts.get("order") == order.ref], organisation=home),
    }
    return render(request, "orders/show.html", context)


def _order(request: VisitorRequest, ref: str) -> MeansOrder | None:
    return authenticators.order_of(ref, organisation=request.visitor.actor.organisation)


def _about(order: MeansOrder) -> dict[str, Any]:
    shown = shown_order(order)
    facts = [
        (_("What"), MEANS[Means(order.kind)]),
        (_("For"), order.user.name),
        (_("Serial number"), order.serial),
    ]
    return {
        "order": shown,
        "user": order.user,
        "facts": [(term, value) for term, value in facts if value],
        "replaces": order.replaces,
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Orders"), reverse("organisation:orders")),
            Crumb(order.user.name),
        ],
    }


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def move(request: VisitorRequest, ref: str, word: str) -> HttpResponse:
    """Ask, and on the answer let the order take one step."""
    order = _order(request, ref)
    step = OrderStep(word) if word in set(OrderStep) else None
    if order is None or step is None or step not in MOVES:
        return missing(request, ref)
    asked = MOVES[step]
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        why = {"reason": form.cleaned_data["reason"]} if asked.asks_why else {}
        done = asked.do(ref, by=request.visitor.actor, at=request.at, **why)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, str(asked.done))
        return HttpResponseRedirect(reverse("orders:show", args=[done.ref]))
    name = {"name": order.user.name}
    context = {
        "form": form if asked.asks_why else None,
        "question": str(asked.question) % name,
        "what": f"{MEANS[Means(order.kind)]} {order.serial}".strip(),
        "happens": str(asked.happens) % name,
        "verb": asked.verb,
        "harmless": step in {OrderStep.SEND, OrderStep.UNBLOCK},
        "back": reverse("orders:show", args=[ref]),
    }
    return render(request, "orders/move.html", context)


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def assign(request: VisitorRequest, ref: str) -> HttpResponse:
    """Choose the very device: from the stock by its number, or a chip by the number that stands on it."""
    order = _order(request, ref)
    if order is None:
        return missing(request, ref)
    form = SerialForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = actions.set_aside(ref, form.cleaned_data["serial"], by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("%(serial)s is set aside.") % {"serial": done.serial})
            return HttpResponseRedirect(reverse("orders:show", args=[ref]))
        complain(form, done, "serial")
    context = _about(order) | {"form": form, "by_number": order.kind == Means.CHIP}
    if order.kind != Means.CHIP:
        context |= _lying_ready(request, order)
    return render(request, "orders/assign.html", context)


def _lying_ready(request: VisitorRequest, order: MeansOrder) -> dict[str, Any]:
    text = request.GET.get("q", "")
    found = stock.devices(
        organisation=request.visitor.actor.organisation,
        text=text,
        kind=Means(order.kind),
        state=DeviceState.IN_STOCK,
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "devices": list(page.object_list), "wanted": text.strip()}

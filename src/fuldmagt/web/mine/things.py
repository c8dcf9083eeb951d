"""A thing that was ordered for somebody, taken into use by its number, a PIN of one's own and its codes."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders.rules import TO_ACTIVATE
from fuldmagt.authenticators.own import actions, queries
from fuldmagt.authenticators.queries import chip_to_activate
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import ThingForm
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.mine.fresh import after_a_fresh_login, again
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import refused
from fuldmagt.web.users.tabs import shown_order
from fuldmagt.web.visitor import VisitorRequest


def shown_thing(order: MeansOrder, user: BusinessUser) -> dict[str, object]:
    """An order as its user sees it; as another user, of another organisation, the person logs in first."""
    to_take = order.state in TO_ACTIVATE and order.user == user
    return shown_order(order) | {
        "home": order.user.organisation.name,
        "url": reverse("mine:take", args=[order.ref]) if to_take else "",
    }


@sensitive_post_parameters("pin", "pin_again", "code", "next_code")
@for_visitors
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def take(request: VisitorRequest, ref: str) -> HttpResponse:
    visitor = request.visitor
    ordered = chip_to_activate(visitor.user)
    if ordered is not None and ordered.ref == ref:
        return redirect("mine:chip")
    pending = queries.thing(visitor.user, ref, at=request.at)
    if pending is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = ThingForm(sent(request), count=pending.digits)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        taken = actions.take_thing(
            visitor.user, ref, typed, level=visitor.level, since=visitor.since, at=request.at
        )
        if not isinstance(taken, Refusal):
            messages.success(request, _("It is in use. You can log in by it from now on."))
            return HttpResponseRedirect(reverse("mine:show"))
        if taken.reason is Reason.LOGIN_NEEDED:
            return again(request)
        complain(form, taken, "code" if taken.reason is Reason.CODE_WRONG else None)
    word = MEANS[Means(pending.kind)]
    crumbs = [Crumb(_("My rights and means"), reverse("mine:show")), Crumb(str(word))]
    context = {"form": form, "word": word, "home": visitor.user.organisation.name, "crumbs": crumbs}
    return render(request, "mine/take.html", context, status=400 if form.errors else 200)

"""For which employer? Asked where the means that was shown serves several of the person's users (B14)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import actions, choices
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.sign_in.pending import Pending, SeeOther, not_possible, of_this_browser
from fuldmagt.web.sign_in.proven import go_on_as_chosen
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import Request


@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def users(request: Request, pending: Pending) -> HttpResponse:
    if pending.sign_in.stage != Stage.IDENTIFIED:
        return SeeOther(pending.url("front"))
    if request.method == "POST":
        chosen = request.POST.get("user", "")
        held = actions.choose_user(pending.ref, chosen, browser=pending.browser, at=request.at)
        if isinstance(held, Refusal):
            return not_possible(request, pending, held)
        return go_on_as_chosen(request, pending, held)
    offered = choices.users(pending.sign_in, at=request.at)
    if not offered:
        return SeeOther(pending.url("front"))
    context = {
        "pending": pending,
        "asking": asking(pending.demand),
        "users": [_shown(each) for each in offered],
    }
    return render(request, "sign_in/users.html", context)


def _shown(user: BusinessUser) -> Choice:
    return Choice(
        title=user.organisation.name,
        help=user.department.name if user.department else "",
        more=_("User id %(id)s") % {"id": user.user_id},
        icon="business",
        name="user",
        value=user.ref,
    )

"""The front of a login: who are you, and how do you want to show it?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuldmagt.sign_in import actions, choices, queries, rules
from fuldmagt.sign_in.demand import Prompt
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.ended import ended
from fuldmagt.web.sign_in.forms import UserIdForm
from fuldmagt.web.sign_in.pending import Pending, SeeOther, not_possible, of_this_browser, over
from fuldmagt.web.sign_in.proven import go_on_as
from fuldmagt.web.sign_in.showing import WAYS, asking, thread_before
from fuldmagt.web.visitor import Request, Visitor


@require_safe
@of_this_browser
def front(request: Request, pending: Pending) -> HttpResponse:
    """Wherever the login has come to, this leads on from there."""
    stage = Stage(pending.sign_in.stage)
    if stage is Stage.REFUSED:
        return SeeOther(pending.url("refused"))
    if stage is Stage.REPRESENTED and not queries.is_identified(pending.sign_in):
        return over(request)
    if stage is Stage.REPRESENTED:
        return SeeOther(reverse(pending.demand.door, args=[pending.ref]))
    if stage is Stage.IDENTIFIED and queries.is_identified(pending.sign_in):
        return _to_organisation(request, pending)
    if visitor := _known(request, pending):
        if Prompt.SELECT_ACCOUNT in pending.demand.prompt:
            return SeeOther(pending.url("account"))
        return go_on_as(request, pending, visitor)
    return _to_means(request, pending)


def _known(request: Request, pending: Pending) -> Visitor | None:
    """The visitor, when the login that is remembered answers what is demanded of this one."""
    visitor, demand = request.visitor, pending.demand
    if visitor is None or not rules.is_sure_enough(visitor.level, demand):
        return None
    recent = rules.is_recent_enough(visitor.since, demand, begun_at=pending.sign_in.begun_at, at=request.at)
    accepted = visitor.means in queries.means_offered(demand, at=request.at)
    return visitor if recent and accepted else None


def _to_organisation(request: Request, pending: Pending) -> HttpResponse:
    """Where there is nothing to choose, nobody is asked."""
    if choices.users(pending.sign_in, at=request.at):
        return SeeOther(pending.url("users"))
    only = choices.the_only_one(pending.sign_in, at=request.at)
    if only is None:
        return SeeOther(pending.url("organisation"))
    done = actions.represent(pending.ref, only, browser=pending.browser, at=request.at)
    if isinstance(done, Refusal):
        return not_possible(request, pending, done)
    return SeeOther(pending.url("front"))


def _to_means(request: Request, pending: Pending) -> HttpResponse:
    """On to the means, when we know of whom: from the page before, from this browser, from the service."""
    before = cookies.before(request)
    known = pending.sign_in.typed_user_id or (before.user_id if before else "")
    if not known:
        return SeeOther(pending.url("user-id"))
    if known != pending.sign_in.typed_user_id:
        named = actions.name_user(pending.ref, known, browser=pending.browser, at=request.at)
        if isinstance(named, Refusal):
            return not_possible(request, pending, named)
    return SeeOther(pending.url("means"))


@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def user_id(request: Request, pending: Pending) -> HttpResponse:
    hint = pending.demand.login_hint
    form = UserIdForm(request.POST or None, initial={"user_id": pending.sign_in.typed_user_id or hint})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["user_id"].strip()
        named = actions.name_user(pending.ref, typed, browser=pending.browser, at=request.at)
        if isinstance(named, Refusal):
            return not_possible(request, pending, named)
        return SeeOther(pending.url("means"))
    context = {"pending": pending, "asking": asking(pending.demand), "form": form}
    return render(request, "sign_in/user_id.html", context)


@require_POST
@of_this_browser
def another(request: Request, pending: Pending) -> HttpResponse:
    """Not me: this browser forgets who it was."""
    return cookies.forget(SeeOther(pending.url("user-id")))


@require_safe
@of_this_browser
def means(request: Request, pending: Pending) -> HttpResponse:
    """The means that the service accepts: the same for every user id, whether there is such a user or not."""
    typed = pending.sign_in.typed_user_id
    if not typed:
        return SeeOther(pending.url("user-id"))
    before = cookies.before(request)
    last = before.means if before and before.user_id == typed else ""
    offered = queries.means_offered(pending.demand, at=request.at)
    asked = asking(pending.demand)
    context = {
        "pending": pending,
        "asking": asked,
        "before": before if before and before.user_id == typed else None,
        "ways": [_way(pending, each, last) for each in sorted(offered, key=lambda each: each != last)],
        "thread": thread_before(asked, before, typed),
        "endings": ended(pending.demand, at=request.at),
    }
    return render(request, "sign_in/means.html", context)


def _way(pending: Pending, means: Means, last: str) -> Choice:
    way, again = WAYS[means], means.value == last
    mark = _("Used last") if again else ""
    return Choice(str(way.title), str(way.help), way.icon, pending.url(way.page), accent=again, mark=mark)


@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def account(request: Request, pending: Pending) -> HttpResponse:
    """The service asked to let the person choose: go on as the one who is logged in, or as another."""
    visitor = _known(request, pending)
    if visitor is None or pending.sign_in.stage != Stage.BEGUN:
        return SeeOther(pending.url("user-id"))
    if request.method == "POST":
        return go_on_as(request, pending, visitor)
    context = {"pending": pending, "asking": asking(pending.demand), "user": visitor.user}
    return render(request, "sign_in/account.html", context)

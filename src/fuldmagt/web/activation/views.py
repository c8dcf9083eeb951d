"""The pages of an activation, in their order (B10)."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fuldmagt.onboarding.activation import actions, queries
from fuldmagt.onboarding.activation.queries import Walk, walk_by
from fuldmagt.onboarding.activation.rules import Stage, phone_as_read
from fuldmagt.onboarding.proofing import actions as proofing
from fuldmagt.organisations.rules import UserState
from fuldmagt.registers.eid import actions as eid
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.arrival import ACTIVATION
from fuldmagt.web.activation.forms import PhoneCodeForm, PhoneForm, TemporaryCodeForm, UserIdForm
from fuldmagt.web.activation.journey import counted, page_of, steps
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import bound_user, is_bound, remember_link, walking
from fuldmagt.web.eid.browser import new_secret, sent
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.context import NOBODY
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.journey.showing import the_way
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


def common(walk: Walk, token: str) -> dict[str, Any]:
    """What every page of the journey shows."""
    all_steps = steps(walk)
    done, total = counted(all_steps)
    return {
        **NOBODY,
        "walk": walk,
        "user": walk.user,
        "token": token,
        "steps": all_steps,
        "done": done,
        "total": total,
    }


@by_other_proof
@never_cache
@FORM
def start(request: Request, token: str) -> HttpResponse:
    """The page that the link opens. Looking changes nothing; the button goes to the eID."""
    walk = walk_by(token, at=request.at)
    if isinstance(walk, Refusal):
        return stopped(request, walk, token=token)
    with in_language_of(request, walk.user):
        if request.method == "POST" and walk.user.state != UserState.WAITING:
            return _to_eid(request, walk, token)
        if walk.stage is Stage.BEGUN and not walk.user.has_national_number:
            return the_way(request, walk.link, token)
        go_on = page_of(walk, token) if is_bound(request, walk.link.ref) else ""
        context = common(walk, token) | {"go_on": "" if walk.stage is Stage.BEGUN else go_on}
        return render(request, "activation/start.html", context)


def _to_eid(request: Request, walk: Walk, token: str) -> HttpResponse:
    secret = new_secret()
    language = get_language() or settings.LANGUAGE_CODE
    url = eid.begin(ACTIVATION, walk.link.ref, browser=secret, language=language, at=request.at)
    opened = proofing.open_link(walk.link, url, at=request.at)
    if isinstance(opened, Refusal):
        return stopped(request, opened, token=token)
    remember_link(request, token)
    return sent(opened, secret)


@walking(Stage.IDENTIFIED)
@FORM
def code(request: Request, walk: Walk, token: str) -> HttpResponse:
    form = TemporaryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = actions.enter_code(walk.user, form.cleaned_data["code"], at=request.at)
        if not isinstance(entered, Refusal):
            return redirect("activation:user_id", token)
        if entered.reason is not Reason.CODE_WRONG:
            return stopped(request, entered, token=token)
        complain(form, entered, "code")
        return _page(request, "code", walk, token, form, left=int(entered.about))
    return _page(request, "code", walk, token, form)


@walking(Stage.CODE_ENTERED, Stage.NAMED, Stage.PHONED)
@FORM
def user_id(request: Request, walk: Walk, token: str) -> HttpResponse:
    suggested = queries.suggested_ids(walk.user)
    form = UserIdForm(request.POST or None, initial={"user_id": walk.user.user_id or suggested[0]})
    if request.method == "POST" and form.is_valid():
        chosen = actions.choose_user_id(walk.user, form.cleaned_data["user_id"], at=request.at)
        if not isinstance(chosen, Refusal):
            return redirect("activation:phone", token)
        complain(form, chosen, "user_id")
    return _page(request, "user_id", walk, token, form, suggested=suggested)


@walking(Stage.NAMED, Stage.PHONED)
@FORM
def phone(request: Request, walk: Walk, token: str) -> HttpResponse:
    form = PhoneForm(request.POST or None, initial={"phone": walk.user.phone})
    if request.method == "POST" and form.is_valid():
        code_sent = actions.send_phone_code(walk.user, form.cleaned_data["phone"], at=request.at)
        if not isinstance(code_sent, Refusal):
            return redirect("activation:phone_code", token)
        complain(form, code_sent, "phone")
    return _page(request, "phone", walk, token, form)


@walking(Stage.NAMED, Stage.PHONED)
@FORM
def phone_code(request: Request, walk: Walk, token: str) -> HttpResponse:
    waiting = queries.waiting_phone_code(walk.user, at=request.at)
    form = PhoneCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = actions.confirm_phone(walk.user, form.cleaned_data["code"], at=request.at)
        if not isinstance(confirmed, Refusal):
            return redirect("activation:means", token)
        complain(form, confirmed, "code")
    elif waiting is None:
        return redirect("activation:phone", token)
    return _page(
        request, "phone_code", walk, token, form, sent_to=phone_as_read(waiting.phone) if waiting else ""
    )


@by_other_proof
@never_cache
@require_GET
def done(request: Request, token: str) -> HttpResponse:
    """The summary, for the browser that has just finished; the link itself is used up."""
    user = bound_user(request, token)
    if user is None:
        return stopped(request, Refusal(Reason.LINK_USED), token=token)
    with in_language_of(request, user):
        context = {
            **NOBODY,
            "user": user,
            "phone": phone_as_read(user.phone),
            "means": [MEANS[means] for means in queries.means_had(user)],
            "login": reverse("sign_in:own") + "?next=/mine/",
        }
        return render(request, "activation/done.html", context)


def _page(request: Request, name: str, walk: Walk, token: str, form: Any, **more: object) -> HttpResponse:
    context = common(walk, token) | {"form": form} | more
    return render(request, f"activation/{name}.html", context)

"""Showing who one is: by passkey, or by code display and PIN."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code import actions as codes
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.authenticators.proof import Proof
from fuldmagt.sign_in import queries
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.forms import Form
from fuldmagt.web.sign_in.forms import CodeForm, PasskeyForm
from fuldmagt.web.sign_in.pending import Pending, SeeOther, of_this_browser
from fuldmagt.web.sign_in.proven import TURNED_AWAY, go_on, turned_away
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import Request


@sensitive_post_parameters("pin", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def code(request: Request, pending: Pending) -> HttpResponse:
    if not _is_open(request, pending, Means.CODE_DISPLAY):
        return SeeOther(pending.url("front"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        shown = codes.verify(pending.sign_in.typed_user_id, typed["pin"], typed["code"], at=request.at)
        if isinstance(shown, Proof):
            return go_on(request, pending, shown)
        if shown.reason in TURNED_AWAY:
            return turned_away(request, pending, shown)
        form.add_error(None, _wrong_code())
    return _page(request, pending, "sign_in/code.html", form)


def _wrong_code() -> str:
    """One sentence for every way in which it can be wrong: none can be told from another."""
    return _(
        "User id, PIN and digits do not belong together. Wait until the display shows new digits, "
        "and try again. After five wrong tries in a row the display is locked."
    )


@sensitive_post_parameters("response")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def passkey(request: Request, pending: Pending) -> HttpResponse:
    if not _is_open(request, pending, Means.PASSKEY):
        return SeeOther(pending.url("front"))
    form = PasskeyForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        shown = passkeys.finish_login(
            form.cleaned_data["ceremony"],
            form.cleaned_data["response"],
            user_id=pending.sign_in.typed_user_id,
            bound_to=pending.ref,
            at=request.at,
        )
        if isinstance(shown, Proof):
            return go_on(request, pending, shown)
        if shown.reason in TURNED_AWAY:
            return turned_away(request, pending, shown)
        refusal = shown
    return _passkey_page(request, pending, refusal)


def _passkey_page(request: Request, pending: Pending, refusal: Refusal | None) -> HttpResponse:
    ceremony = passkeys.begin_login(bound_to=pending.ref, at=request.at)
    form = PasskeyForm(initial={"ceremony": ceremony.ref})
    context = {
        "pending": pending,
        "asking": asking(pending.demand),
        "form": form,
        "options": ceremony.options,
        "wrong": refusal is not None and refusal.reason is Reason.LOGIN_FAILED,
        "late": refusal is not None and refusal.reason is Reason.LOGIN_TIMED_OUT,
    }
    return render(request, "sign_in/passkey.html", context)


def _is_open(request: Request, pending: Pending, means: Means) -> bool:
    """Whether this page is one of those that the login may be gone on with now."""
    offered = queries.means_offered(pending.demand, at=request.at)
    return bool(pending.sign_in.typed_user_id) and means in offered


def _page(request: Request, pending: Pending, template: str, form: Form) -> HttpResponse:
    context = {"pending": pending, "asking": asking(pending.demand), "form": form}
    return render(request, template, context)

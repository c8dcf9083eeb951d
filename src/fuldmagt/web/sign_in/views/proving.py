"""Showing who one is: by passkey or chip, or by code display or reader and PIN."""

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
from fuldmagt.web.address import address_of
from fuldmagt.web.look.forms import Form
from fuldmagt.web.refused import refused
from fuldmagt.web.sign_in.forms import CodeForm, PasskeyForm
from fuldmagt.web.sign_in.pending import Pending, SeeOther, of_this_browser
from fuldmagt.web.sign_in.proven import TURNED_AWAY, go_on, turned_away
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import Request


@sensitive_post_parameters("pin", "code", "next_code")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def code(request: Request, pending: Pending) -> HttpResponse:
    return _by_code(request, pending, Means.CODE_DISPLAY, "sign_in/code.html")


@sensitive_post_parameters("pin", "code", "next_code")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def code_reader(request: Request, pending: Pending) -> HttpResponse:
    return _by_code(request, pending, Means.CODE_READER, "sign_in/code_reader.html")


def _by_code(request: Request, pending: Pending, kind: Means, template: str) -> HttpResponse:
    if not _is_open(request, pending, kind):
        return SeeOther(pending.url("front"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown = codes.verify(
            pending.sign_in.typed_user_id,
            kind=kind,
            address=address_of(request),
            at=request.at,
            **form.cleaned_data,
        )
        if isinstance(shown, Proof):
            return go_on(request, pending, shown)
        if shown.reason in TURNED_AWAY:
            return turned_away(request, pending, shown)
        if shown.reason is Reason.TOO_MANY_TRIES:
            return refused(request, shown)
        form.add_error(None, _wrong_code())
    return _page(request, pending, template, form)


def _wrong_code() -> str:
    """One sentence for every way in which it can be wrong: none can be told from another."""
    return _(
        "User id, PIN and digits do not belong together. Wait until the device shows or says new digits, "
        "and try again. After five wrong tries in a row it is locked, and after many more none is judged for "
        "a while."
    )


@sensitive_post_parameters("response")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def passkey(request: Request, pending: Pending) -> HttpResponse:
    return _by_key(request, pending, Means.PASSKEY, "sign_in/passkey.html")


@sensitive_post_parameters("response")
@require_http_methods(["GET", "HEAD", "POST"])
@of_this_browser
def chip(request: Request, pending: Pending) -> HttpResponse:
    return _by_key(request, pending, Means.CHIP, "sign_in/chip.html")


def _by_key(request: Request, pending: Pending, kind: Means, template: str) -> HttpResponse:
    if not _is_open(request, pending, kind):
        return SeeOther(pending.url("front"))
    form = PasskeyForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        shown = passkeys.finish_login(
            form.cleaned_data["ceremony"],
            form.cleaned_data["response"],
            kind=kind,
            user_id=pending.sign_in.typed_user_id,
            bound_to=pending.ref,
            at=request.at,
        )
        if isinstance(shown, Proof):
            return go_on(request, pending, shown)
        if shown.reason in TURNED_AWAY:
            return turned_away(request, pending, shown)
        refusal = shown
    return _key_page(request, pending, kind, template, refusal)


def _key_page(
    request: Request, pending: Pending, kind: Means, template: str, refusal: Refusal | None
) -> HttpResponse:
    ceremony = passkeys.begin_login(bound_to=pending.ref, kind=kind, at=request.at)
    form = PasskeyForm(initial={"ceremony": ceremony.ref})
    context = {
        "pending": pending,
        "asking": asking(pending.demand),
        "form": form,
        "options": ceremony.options,
        "wrong": refusal is not None and refusal.reason is Reason.LOGIN_FAILED,
        "late": refusal is not None and refusal.reason is Reason.LOGIN_TIMED_OUT,
    }
    return render(request, template, context)


def _is_open(request: Request, pending: Pending, means: Means) -> bool:
    """Whether this page is one of those that the login may be gone on with now."""
    offered = queries.means_offered(pending.demand, at=request.at)
    return bool(pending.sign_in.typed_user_id) and means in offered


def _page(request: Request, pending: Pending, template: str, form: Form) -> HttpResponse:
    context = {"pending": pending, "asking": asking(pending.demand), "form": form}
    return render(request, template, context)

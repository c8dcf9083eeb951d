"""Creating a user, the code that is shown once, and sending or making things again (B4, B6 to B9)."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.rules import open_to
from fuldmagt.onboarding.creation.actions import create, keep
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations import rules
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users import queries as users
from fuldmagt.secrets import fields
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb, Step
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import Twig, grown, leaf_of
from fuldmagt.web.rights.words import plural
from fuldmagt.web.users.creating import NewUserForm
from fuldmagt.web.visitor import VisitorRequest

SHOWN_ONCE: Final = "code_to_show_once"
FIELDS: Final = {
    Reason.NOT_ELIGIBLE: "right",
    Reason.RIGHTS_CONFLICT: "right",
    Reason.RIGHT_UNKNOWN: "right",
    Reason.ALREADY_EXISTS: "email",
}


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    """The form; on the answer the user, the code and the mail."""
    form = NewUserForm(
        sent(request),
        initial={"language": get_language(), "means": "passkey"},
        organisation=request.visitor.user.organisation,
        may_give_rights=not request.visitor.actor.refused(Deed.MANAGE_RIGHTS),
    )
    if request.method == "POST" and form.is_valid():
        deed = keep if "keep" in request.POST else create
        done = deed(
            form.new_user(),
            rights=form.cleaned_data["right"],
            means=Means(form.cleaned_data["means"]),
            by=request.visitor.actor,
            at=request.at,
        )
        if isinstance(done, invitations.Invited):
            return _to_the_code(request, done)
        if not isinstance(done, Refusal):
            return _to_the_candidate(request, done)
        if done.reason is Reason.NOT_PERMITTED:
            return refused(request, done)
        complain(form, done, FIELDS.get(done.reason))
    context = {
        "form": form,
        "tree": _tree(form, request.visitor.user.organisation),
        "groups": users.employee_groups(request.visitor.actor.organisation),
        "what_happens": _what_happens(),
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Users"), reverse("users:list")),
            Crumb(_("Create a user")),
        ],
    }
    return render(request, "users/new.html", context)


def _what_happens() -> list[Step]:
    days = rules.LINK_LASTS.days
    return [
        Step(
            _("You get a code of eight digits"),
            _("It is shown once. Hand it over safely, or print it as a letter."),
            state="now",
        ),
        Step(
            _("The employee gets an e-mail"),
            _("It is sent by itself. The link works once, for %(days)s days.") % {"days": days},
        ),
        Step(
            _("The identity is confirmed"),
            _("Name and birth date must agree with the private eID. If they do not, you are both told."),
        ),
    ]


def _tree(form: NewUserForm, organisation: Organisation) -> list[Twig]:
    """The rights that can be given at once; those that the department chosen may not hold say so."""
    ticked = set(form["right"].value() or [])
    chosen = departments.one(form["department"].value() or "", organisation=organisation.ref)
    category = Category((chosen.category if chosen else "") or organisation.category)
    leaves = []
    for right in form.rights:
        leaf = leaf_of(right)
        leaf.ticked = right.ref in ticked
        if right.categories:
            leaf.hints.append(_("For {others}.").format(others=plural(right.categories)))
        if form.is_bound and not open_to(right.categories, category):
            leaf.cannot = _("Cannot be chosen in this department.")
        leaves.append(leaf)
    return grown(leaves, catalogue.sectors())


def _to_the_code(request: VisitorRequest, invited: invitations.Invited) -> HttpResponse:
    """Keep the code sealed in the session until the next page has shown it."""
    sealed = fields.encrypt(invited.code, place=_place(invited.user.ref))
    request.session[SHOWN_ONCE] = {"user": invited.user.ref, "sealed": sealed}
    return HttpResponseRedirect(reverse("users:code", args=[invited.user.ref]))


def _to_the_candidate(request: VisitorRequest, user: BusinessUser) -> HttpResponse:
    said = _("%(name)s is kept as a candidate. No mail has been sent and no code made.")
    messages.success(request, said % {"name": user.name})
    return HttpResponseRedirect(reverse("users:show", args=[user.ref]))


def _place(user: str) -> str:
    return f"session.{SHOWN_ONCE}.{user}"


@needs(Deed.MANAGE_USERS)
@require_GET
@cache_control(no_store=True)
def code(request: VisitorRequest, ref: str) -> HttpResponse:
    """The temporary code, once: whoever loads the page again is told that it has been shown."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    kept: dict[str, Any] = request.session.get(SHOWN_ONCE) or {}
    shown = ""
    if kept.get("user") == ref:
        del request.session[SHOWN_ONCE]
        shown = fields.decrypt(kept["sealed"], place=_place(ref))
    return render(request, "users/code.html", {"user": user, "code": shown})


@needs(Deed.MANAGE_USERS)
@require_POST
@cache_control(no_store=True)
def letter(request: VisitorRequest, ref: str) -> HttpResponse:
    """The code as a letter to print. The page that shows the code sends it along; nothing is kept."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    code = request.POST.get("code", "")
    if user is None or not (code.isascii() and code.isdecimal() and len(code) == 8):
        return missing(request, ref)
    context = {
        "user": user,
        "code": code,
        "at": request.at,
        "until": request.at + rules.CODE_LASTS,
        "organisation": user.organisation,
        "sender": request.visitor.user,
    }
    return render(request, "users/letter.html", context)


@needs(Deed.MANAGE_USERS)
@require_POST
def invite(request: VisitorRequest, ref: str) -> HttpResponse:
    """A candidate is invited: from here on everything is as for a user created at once."""
    done = invitations.invite_candidate(ref, by=request.visitor.actor, at=request.at)
    return refused(request, done) if isinstance(done, Refusal) else _to_the_code(request, done)


@needs(Deed.MANAGE_USERS)
@require_POST
def resend(request: VisitorRequest, ref: str) -> HttpResponse:
    done = invitations.resend(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(
        request,
        _("A new activation mail is on its way to %(email)s. The link in the older one no longer works.")
        % {"email": done.email},
    )
    return HttpResponseRedirect(reverse("users:show", args=[ref]))


@needs(Deed.MANAGE_USERS)
@require_POST
def new_code(request: VisitorRequest, ref: str) -> HttpResponse:
    done = invitations.new_code(ref, by=request.visitor.actor, at=request.at)
    return refused(request, done) if isinstance(done, Refusal) else _to_the_code(request, done)

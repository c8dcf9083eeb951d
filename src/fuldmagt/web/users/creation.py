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

from fuldmagt.onboarding.bulk.actions import Letter
from fuldmagt.onboarding.creation.actions import create, keep
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations import rules
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users import queries as users
from fuldmagt.people.rules import same_name
from fuldmagt.secrets import fields
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.costs.offers import before_ordering
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.letters.pdf import as_download
from fuldmagt.web.look.parts import Crumb, Step
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users import passport
from fuldmagt.web.users.creating import NewUserForm
from fuldmagt.web.users.offering import offered
from fuldmagt.web.visitor import VisitorRequest

SHOW: Final = "show"  # the button that shows the rights of the department chosen, and does nothing else
SHOWN_ONCE: Final = "code_to_show_once"
LANGUAGE_OF: Final = {"DK": "da", "NL": "nl"}
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
    helped = passport.helped(request.POST, today=request.at.date())
    form = NewUserForm(
        None if helped or SHOW in request.POST else sent(request),
        initial=helped.initial if helped else _initial(request),
        organisation=request.visitor.user.organisation,
        may_give_rights=not request.visitor.actor.refused(Deed.MANAGE_RIGHTS),
    )
    alike: list[BusinessUser] = []
    if form.is_bound and form.is_valid() and not (alike := _alike(request, form)):
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
    return render(request, "users/new.html", _shown(request, form, alike, helped))


def _shown(
    request: VisitorRequest, form: NewUserForm, alike: list[BusinessUser], helped: passport.Help | None
) -> dict[str, Any]:
    return {
        "form": form,
        "passport": helped or passport.offered(request.POST, today=request.at.date()),
        "alike": alike,
        "another": " ".join(each.ref for each in alike),
        "tree": offered(form, request.visitor.user.organisation),
        "groups": users.employee_groups(request.visitor.actor.organisation),
        "what_happens": _what_happens(),
        "offers": before_ordering(request.at),
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Users"), reverse("users:list")),
            Crumb(_("Create a user")),
        ],
    }


def _initial(request: VisitorRequest) -> dict[str, object]:
    """What the form begins with; or, unjudged, what has been typed when only the rights are to be shown."""
    if SHOW in request.POST:
        return dict(request.POST.items()) | {"right": request.POST.getlist("right")}
    return {"language": _language(request), "has_national_number": "yes", "means": Means.APP.value}


def _language(request: VisitorRequest) -> str:
    """Most employees read the language of the organisation's country, whatever the administrator reads."""
    return LANGUAGE_OF.get(request.visitor.user.organisation.country, get_language() or "en")


def _alike(request: VisitorRequest, form: NewUserForm) -> list[BusinessUser]:
    """Users who are perhaps this very person; nobody, once the administrator has said that they are others.

    Who has both the name and the address is no question: the deed refuses the second one.
    """
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    found = users.alike(name, email, organisation=request.visitor.actor.organisation)
    if any(same_name(each.name, name) and each.email.casefold() == email.casefold() for each in found):
        return []
    others = set(request.POST.get("another", "").split())
    return [] if {each.ref for each in found} <= others else found


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
    """The code as a letter to print, or as PDF. The page that shows the code sends it along, and nothing
    is kept."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    code = request.POST.get("code", "")
    if user is None or not (code.isascii() and code.isdecimal() and len(code) == 8):
        return missing(request, ref)
    if "pdf" in request.POST:
        made = Letter(user, code, request.at + rules.CODE_LASTS)
        return as_download([made], f"{ref}.pdf", sender=request.visitor.user, at=request.at)
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

"""The first tab of a user: particulars, seen and corrected (C4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.audit import queries as log
from fuldmagt.audit.events import Event
from fuldmagt.onboarding.invitations.actions import Corrected, correct
from fuldmagt.organisations.employments import queries as employments
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import roles_of, user_of
from fuldmagt.organisations.rules import Deed, UserKind, UserState
from fuldmagt.organisations.users import actions
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary.languages import EMPLOYEES
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.events.telling import Told, told
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import ROLES
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.forms import ParticularsForm
from fuldmagt.web.users.header import header
from fuldmagt.web.visitor import VisitorRequest

CHANGES = frozenset(
    {
        Event.USER_CHANGED,
        Event.USER_SUSPENDED,
        Event.USER_RESUMED,
        Event.USER_LOCKED,
        Event.USER_UNLOCKED,
        Event.USER_CLOSED,
    }
)


@needs(Deed.SEE_USERS, saves=Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    """The particulars; as a form for whoever may correct them."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    if user.kind == UserKind.SYSTEM:
        return HttpResponseRedirect(reverse("systems:show", args=[ref]))
    if request.method == "POST":
        return _save(request, user)
    before = actions.particulars_of(user)
    initial = {name: getattr(before, name) for name in before.__dataclass_fields__}
    return _page(request, user, ParticularsForm(initial=initial | {"version": user.version}, user=user))


def _save(request: VisitorRequest, user: BusinessUser) -> HttpResponse:
    before = actions.particulars_of(user)
    form = ParticularsForm(request.POST, initial={"birth_date": before.birth_date}, user=user)
    if not form.is_valid():
        return _page(request, user, form)
    version = form.cleaned_data["version"]
    done = correct(user.ref, form.particulars(), version=version, by=request.visitor.actor, at=request.at)
    if not isinstance(done, Refusal):
        messages.success(request, _("The particulars of %(name)s are saved.") % {"name": done.user.name})
        if done.rights_lost:
            messages.warning(
                request,
                _("What came with the department that %(name)s was in has ended.") % {"name": done.user.name},
            )
        _tell_of_the_link(request, done)
        return HttpResponseRedirect(reverse("users:show", args=[user.ref]))
    if done.reason is Reason.CHANGED_MEANWHILE:
        return _page(request, user, _seen_anew(form, user), changes=_since(version, user))
    if done.reason is Reason.NOT_PERMITTED:
        return refused(request, done)
    complain(form, done, "department" if done.reason is Reason.NOT_FOUND else None)
    return _page(request, user, form)


def _tell_of_the_link(request: VisitorRequest, done: Corrected) -> None:
    if done.mail_sent:
        said = _(
            "A new activation mail is on its way to %(email)s. The link in the older one no longer works."
        )
        messages.success(request, said % {"email": done.user.email})
    elif done.preparation_void:
        messages.warning(request, _("The link in the older mail no longer works. Send a new one."))
    elif done.link_void:
        messages.warning(
            request,
            _(
                "The link in the older mail no longer works. Many mails have been sent lately, so a new one "
                "has to wait: send it again later under More."
            ),
        )


def _seen_anew(form: ParticularsForm, user: BusinessUser) -> ParticularsForm:
    """The form as it was typed, now on top of what somebody else has saved meanwhile."""
    typed = {name: form.data.get(name, "") for name in form.fields} | {"version": str(user.version)}
    return ParticularsForm(typed, initial=form.initial, user=user)


def _since(version: int, user: BusinessUser) -> list[Told]:
    """What others have saved since the administrator opened the page."""
    organisation = user.organisation.ref
    wanted = log.Wanted(subject=user.ref, events=CHANGES, done=True)
    entries = log.newest(wanted, organisation=organisation, limit=max(1, min(user.version - version, 20)))
    return told(entries, organisation=organisation)


def _page(
    request: VisitorRequest, user: BusinessUser, form: ParticularsForm, changes: list[Told] | None = None
) -> HttpResponse:
    may_manage = not request.visitor.actor.refused(Deed.MANAGE_USERS) and user.state != UserState.CLOSED
    context: dict[str, Any] = header(user, request.visitor, "particulars") | {
        "form": form if may_manage else None,
        "changes": changes or [],
        "groups": users.employee_groups(user.organisation.ref),
        "facts": _facts(user),
        "roles": [ROLES[role] for role in sorted(roles_of(user))],
        "may_give_roles": not request.visitor.actor.refused(Deed.MANAGE_ROLES),
        "employments": employments.of_user(user),
    }
    return render(request, "users/particulars.html", context)


def _facts(user: BusinessUser) -> list[tuple[str, str]]:
    """The particulars to read, for those who may not correct them."""
    languages = dict(EMPLOYEES)
    return [
        (_("Name"), user.name),
        (_("Birth date"), date_format(user.birth_date, "DATE_FORMAT") if user.birth_date else ""),
        (_("E-mail"), user.email),
        (_("Phone"), user.phone),
        (_("Address"), user.address),
        (_("Department"), user.department.name if user.department else ""),
        (_("Staff category"), user.employee_group),
        (_("Language"), languages.get(user.language, user.language)),
        (_("User id"), user.user_id or _("Not chosen yet")),
    ]

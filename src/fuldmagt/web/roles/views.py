"""Administrator roles: who holds which, giving and withdrawing them (A5)."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from fuldmagt.organisations import queries
from fuldmagt.organisations.roles import actions
from fuldmagt.organisations.rules import Deed, Role, UserState, may_give
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import ROLES
from fuldmagt.web.look.forms import Form, Radios
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.finding import UserField
from fuldmagt.web.visitor import VisitorRequest

POWERS: Final[Mapping[Role, Promise]] = {
    Role.ORGANISATION_ADMINISTRATOR: gettext_lazy(
        "Answers for the organisation: its particulars, departments, settings and administrators. Sees all."
    ),
    Role.USER_ADMINISTRATOR: gettext_lazy(
        "Creates, changes, suspends and closes users, and their means of login."
    ),
    Role.RIGHTS_ADMINISTRATOR: gettext_lazy("Gives users rights in services and takes them away."),
    Role.MANDATE_MANAGER: gettext_lazy("Gives and accepts mandates between organisations."),
    Role.PERMIT_CONTROLLER: gettext_lazy("Controls that employees may work."),
    Role.DEPARTMENT_LEADER: gettext_lazy("Sees the people of the departments that they lead."),
    Role.PAYROLL: gettext_lazy("Receives notes about dates that payroll must know."),
    Role.AUDITOR: gettext_lazy("Sees users, rights and events, and changes nothing."),
    Role.PROVIDER_ADMINISTRATOR: gettext_lazy("Looks after the services that the organisation offers here."),
    Role.PLATFORM_OPERATOR: gettext_lazy("Admits providers to the platform."),
}


class GiveForm(Form):
    who = UserField(
        states=frozenset({UserState.ACTIVE}),
        label=gettext_lazy("Who gets the role?"),
        help_text=gettext_lazy(
            "Name, e-mail address or user id of somebody who has finished the activation."
        ),
        error_messages={"required": gettext_lazy("Write who gets the role.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=Radios,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )

    def __init__(self, *args: Any, organisation: str, roles: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].organisation = organisation  # type: ignore[attr-defined]  # it is a UserField
        offered = [role for role in Role if may_give(roles, role)]
        field: Any = self.fields["role"]
        field.choices = [(role.value, ROLES[role]) for role in offered]
        field.widget.helps = {role.value: POWERS[role] for role in offered}


def _crumbs(*last: Crumb) -> list[Crumb]:
    start = Crumb(_("Overview"), reverse("overview:start"))
    return [start, Crumb(_("Administrators"), reverse("roles:list")), *last]


@needs(Deed.SEE_USERS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    actor = request.visitor.actor
    held = queries.roles_held(actor.organisation)
    rows = [
        {
            "role": role.value,
            "word": ROLES[role],
            "power": POWERS[role],
            "holders": [each for each in held if each.role == role],
            "givable": may_give(actor.roles, role) and not actor.refused(Deed.MANAGE_ROLES),
        }
        for role in Role
        if role is not Role.PLATFORM_OPERATOR or any(each.role == role for each in held)
    ]
    context = {
        "rows": rows,
        "may_give": not actor.refused(Deed.MANAGE_ROLES),
        "four_eyes": request.visitor.user.organisation.four_eyes,
    }
    return render(request, "roles/list.html", context)


@needs(Deed.MANAGE_ROLES)
@require_http_methods(["GET", "POST"])
def give(request: VisitorRequest) -> HttpResponse:
    actor = request.visitor.actor
    asked = queries.user_of(request.GET.get("user", ""), organisation=actor.organisation)
    initial = {"who": asked.email if asked else "", "role": request.GET.get("role", "")}
    form = GiveForm(sent(request), initial=initial, organisation=actor.organisation, roles=actor.roles)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        done = actions.give(form.cleaned_data["who"].ref, role, by=actor, at=request.at)
        if not isinstance(done, Refusal):
            words = {"name": done.name, "role": ROLES[role]}
            messages.success(request, _("%(name)s now has the role %(role)s.") % words)
            return HttpResponseRedirect(reverse("roles:list"))
        if done.reason is Reason.ALREADY_EXISTS:
            form.add_error("who", _("They have this role already."))
        else:
            complain(form, done, "role" if done.about == role.value else "who")
    return render(request, "roles/give.html", {"form": form, "crumbs": _crumbs(Crumb(_("Give a role")))})


@needs(Deed.MANAGE_ROLES)
@require_http_methods(["GET", "POST"])
def withdraw(request: VisitorRequest, ref: str, role: str) -> HttpResponse:
    actor = request.visitor.actor
    user = queries.user_of(ref, organisation=actor.organisation)
    if user is None or role not in {held.value for held in queries.roles_of(user)}:
        return missing(request, ref)
    if request.method == "POST":
        done = actions.withdraw(ref, Role(role), by=actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        words = {"name": done.name, "role": ROLES[Role(role)]}
        messages.success(request, _("%(name)s no longer has the role %(role)s.") % words)
        # Whoever gave up the role of their own may have no business on the list any more.
        own = actor.ref == ref
        return HttpResponseRedirect(reverse("overview:start" if own else "roles:list"))
    context = {
        "user": user,
        "word": ROLES[Role(role)],
        "power": POWERS[Role(role)],
        "back": reverse("roles:list"),
    }
    return render(request, "roles/withdraw.html", context)

"""The start page: an administrator's overview (C10), an employee's own page, or what this is."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.authenticators import queries as authenticators
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.frame.words import LEVELS, MEANS, ROLES
from fuldmagt.web.organisation.views import facts_of
from fuldmagt.web.overview.guides import GUIDES
from fuldmagt.web.overview.parts import figures, front_ways, knots, stuck, tasks
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.users.tabs import shown_order
from fuldmagt.web.visitor import Request, Visitor


@for_everybody
@require_GET
def start(request: Request) -> HttpResponse:
    visitor = request.visitor
    if visitor is None:
        return render(
            request, "overview/front.html", {"ways": front_ways(), "knots": knots(), "guides": GUIDES}
        )
    if visitor.actor.refused(Deed.SEE_OVERVIEW):
        return HttpResponseRedirect(reverse("mine:show"))
    return _overview(request, visitor)


def _overview(request: Request, visitor: Visitor) -> HttpResponse:
    organisation = visitor.user.organisation
    sees_users = not visitor.actor.refused(Deed.SEE_USERS)
    manages = not visitor.actor.refused(Deed.MANAGE_USERS)
    waiting = list(authenticators.waiting_orders(organisation=organisation.ref)) if sees_users else []
    halted = stuck(organisation.ref, at=request.at) if sees_users else []
    open_departments = list(departments.open_ones(organisation.ref))
    context = {
        "greeting": _greeting(localtime(request.at).hour, visitor.user.name.split()[0]),
        "halted": halted[:5],
        "halted_total": len(halted),
        "may_manage": manages,
        "sees_users": sees_users,
        "tasks": tasks(visitor),
        "figures": figures(organisation.ref, at=request.at) if sees_users else [],
        "organisation": organisation,
        "facts": [facts_of(organisation)[1], *facts_of(organisation)[-1:]],
        "number": Number.of(organisation.ref),
        "departments": len(open_departments),
        "departments_apart": sum(1 for each in open_departments if each.category),
        "roles": [ROLES[role] for role in sorted(visitor.actor.roles)],
        "means": MEANS[visitor.means],
        "level": LEVELS[visitor.level],
        "orders": [shown_order(each) for each in waiting[:4]],
        "orders_total": len(waiting),
        "guides": GUIDES,
    }
    return render(request, "overview/overview.html", context)


def _greeting(hour: int, name: str) -> str:
    if hour < 10:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Hello, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}

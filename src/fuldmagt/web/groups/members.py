"""Who comes into a group and who leaves it (C5)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fuldmagt.mandates.groups import actions, queries
from fuldmagt.mandates.groups.actions import Moved
from fuldmagt.mandates.groups.models import Group
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.groups.forms import AddressesForm
from fuldmagt.web.groups.showing import all_that, crumbs_of
from fuldmagt.web.groups.views import words_in
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

ROWS = 50


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def add(request: VisitorRequest, ref: str) -> HttpResponse:
    """Ticked in a list that can be searched, or written as e-mail addresses: all of them or nobody."""
    group = queries.group_called(ref, organisation=request.visitor.actor.organisation)
    if group is None:
        return missing(request, ref)
    form = AddressesForm(sent(request))
    if request.method == "POST" and form.is_valid():
        chosen = _chosen(request, form)
        if form.is_valid() and not chosen:
            form.add_error(None, _("Tick somebody, or write an e-mail address."))
        if form.is_valid():
            done = actions.add(ref, chosen, by=request.visitor.actor, at=request.at)
            if not isinstance(done, Refusal):
                messages.success(request, _said(done))
                return HttpResponseRedirect(reverse("groups:show", args=[ref]))
            complain(form, done)
    return _page(request, group, form)


def _chosen(request: VisitorRequest, form: AddressesForm) -> list[str]:
    """Whom the ticks and the addresses name. An address that is nobody's, or of several, is said."""
    organisation = request.visitor.actor.organisation
    found = queries.with_addresses(form.written(), organisation=organisation)
    nobodys = [each for each in form.written() if not found[each.casefold()]]
    several = [each for each in form.written() if len(found[each.casefold()]) > 1]
    if nobodys:
        said = _("Nobody here has this address: %(addresses)s") % {"addresses": ", ".join(nobodys)}
        form.add_error("addresses", said)
    if several:
        said = _("Several users have this address, so tick the one you mean: %(addresses)s")
        form.add_error("addresses", said % {"addresses": ", ".join(several)})
    written = [user.ref for users in found.values() for user in users]
    return list(dict.fromkeys([*request.POST.getlist("user"), *written]))


def _page(request: VisitorRequest, group: Group, form: AddressesForm) -> HttpResponse:
    found = queries.others(group, text=words_in(request))
    context = {
        "group": group,
        "form": form,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "ticked": request.POST.getlist("user"),
        "rights": all_that(group, at=request.at),
        "q": words_in(request),
        "crumbs": crumbs_of(group, Crumb(_("Put people in the group"))),
    }
    return render(request, "groups/add.html", context, status=400 if form.errors else 200)


def _said(done: Moved) -> str:
    """What is true now, and what is not."""
    count = len(done.users)
    if not count:
        return _("Everybody you chose was in the group already.")
    said = ngettext("%(count)d person came into the group.", "%(count)d people came into the group.", count)
    left = {each.share.user for each in done.followed.left_out} & set(done.users)
    if not left:
        return said % {"count": count}
    more = ngettext(
        "%(count)d of them cannot have all that the group has: see below why.",
        "%(count)d of them cannot have all that the group has: see below why.",
        len(left),
    )
    return f"{said % {'count': count}} {more % {'count': len(left)}}"


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def remove(request: VisitorRequest, ref: str, user: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    group = queries.group_called(ref, organisation=organisation)
    member = queries.members(group).filter(ref=user).first() if group else None
    if group is None or member is None:
        return missing(request, user if group else ref)
    if request.method == "POST":
        done = actions.remove(ref, user, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        said = _("%(who)s is no longer in the group, and what came with it has ended.")
        messages.success(request, said % {"who": member.name})
        return HttpResponseRedirect(reverse("groups:show", args=[ref]))
    context = {
        "group": group,
        "member": member,
        "rights": all_that(group, at=request.at),
        "back": reverse("groups:show", args=[ref]),
    }
    return render(request, "groups/remove.html", context)

"""Rights of which one person holds at most one for an organisation: seen, made, changed, dissolved (C2)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.catalogue.changing import queries
from fuldmagt.catalogue.changing.rules import Change, Kind
from fuldmagt.catalogue.models import ExclusiveSet, Provider
from fuldmagt.organisations.rules import Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.changing import Page, shown
from fuldmagt.web.provider.law_forms import Changing, SetForm
from fuldmagt.web.provider.places import crumbs, own_provider
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest


def _crumbs(provider: Provider, *last: Crumb) -> list[Crumb]:
    return crumbs(Crumb(_("Rights that exclude one another"), _back(provider) if last else ""), *last)


def _back(provider: Provider) -> str:
    return reverse("provider:sets", args=[provider.ref])


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    found = queries.sets_of(provider)
    rows = [(each, [(row.service.name, name_of(row)) for row in each.rights.all()]) for each in found]
    context = {"provider": provider, "rows": rows, "crumbs": _crumbs(provider)}
    return render(request, "provider/sets.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    seen = queries.seen(provider, Kind.SET, "")
    form = SetForm(sent(request), document=queries.standing(provider), initial={"seen": seen})
    drawn = dice.reference()
    page = Page(
        provider=provider,
        form=form,
        change=lambda: Change(Kind.SET, drawn, form.said(), new=True),
        headline=_("Let rights exclude one another"),
        back=_back(provider),
        saved=_("These rights exclude one another now."),
        crumbs=_crumbs(provider, Crumb(_("Add"))),
    )
    return shown(request, page)


def _own(request: VisitorRequest, ref: str) -> tuple[Provider, ExclusiveSet] | Refusal:
    found = queries.own_set(ref, organisation=request.visitor.actor.organisation)
    return found or Refusal(Reason.NOT_FOUND)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    own = _own(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    provider, row = own
    initial = {
        "rights": sorted(each.ref for each in row.rights.all()),
        "seen": queries.seen(provider, Kind.SET, ref),
    }
    form = SetForm(sent(request), document=queries.standing(provider), initial=initial)
    page = Page(
        provider=provider,
        form=form,
        change=lambda: Change(Kind.SET, ref, form.said()),
        headline=_("Change which rights exclude one another"),
        back=_back(provider),
        saved=_("The set is changed."),
        crumbs=_crumbs(provider, Crumb(_("Change"))),
    )
    return shown(request, page)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: VisitorRequest, ref: str) -> HttpResponse:
    """Let rights be held together again: that opens something, so a colleague accepts it."""
    own = _own(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    provider, _row = own
    page = Page(
        provider=provider,
        form=Changing(sent(request), initial={"seen": queries.seen(provider, Kind.SET, ref)}),
        change=lambda: Change(Kind.SET, ref, None),
        headline=_("Let these rights be held together?"),
        back=_back(provider),
        saved=_("The rights can be held together."),
        crumbs=_crumbs(provider, Crumb(_("Dissolve"))),
        removes=True,
    )
    return shown(request, page)

"""The devices of an organisation, and the suppliers' files that they come from (B6)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.authenticators.models import Device, StockFile
from fuldmagt.authenticators.stock import actions, queries
from fuldmagt.authenticators.stock.rules import OPEN, DeviceState, FileState, Flaw, Found, Misfit
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.stock.forms import StockForm
from fuldmagt.web.stock.words import FLAWS, MISFITS, STATES
from fuldmagt.web.visitor import VisitorRequest

ON_A_PAGE, IN_PREVIEW = 15, 50


@needs(Deed.SEE_USERS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    home, text = request.visitor.actor.organisation, request.GET.get("q", "")
    page = Paginator(queries.devices(organisation=home, text=text), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "devices": [_shown(each) for each in page.object_list],
        "wanted": text.strip(),
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_USERS),
        "files": list(queries.files(organisation=home)),
    }
    return render(request, "stock/list.html", context)


def _shown(device: Device) -> dict[str, object]:
    kind, word = STATES[DeviceState(device.state)]
    return {
        "serial": device.serial,
        "maker": device.maker,
        "word": MEANS[Means(device.kind)],
        "state_kind": kind,
        "state_word": word,
        "added_at": device.added_at,
    }


@sensitive_post_parameters("key")
@needs(Deed.MANAGE_USERS)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form, status = StockForm(), 200
    if request.method == "POST":
        form, status = StockForm(request.POST, request.FILES), 400
        if form.is_valid():
            done = actions.read(by=request.visitor.actor, at=request.at, **form.devices())
            if isinstance(done, StockFile):
                return HttpResponseRedirect(reverse("stock:show", args=[done.ref]))
            if isinstance(done, Misfit):
                keyed = done in {Misfit.KEY_NEEDED, Misfit.KEY_WRONG}
                form.add_error("key" if keyed else "file", str(MISFITS[done]))
            else:
                complain(form, done)
    context = {"form": form, "crumbs": _crumbs(_("Take a file into the stock"))}
    return render(request, "stock/new.html", context, status=status)


def _crumbs(last: str) -> list[Crumb]:
    return [
        Crumb(_("Overview"), reverse("overview:start")),
        Crumb(_("Devices"), reverse("stock:list")),
        Crumb(last),
    ]


@needs(Deed.MANAGE_USERS)
@never_cache
@require_GET
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    """What the file holds, and what is wrong with it; never a secret."""
    file = queries.file(ref, organisation=request.visitor.actor.organisation)
    if file is None:
        return missing(request, ref)
    page = Paginator(queries.found_in(file), IN_PREVIEW).get_page(request.GET.get("page"))
    context = {
        "file": file,
        "word": MEANS[Means(file.kind)],
        "open": file.state in OPEN,
        "ready": file.state == FileState.READY,
        "imported": file.state == FileState.IMPORTED,
        "faults": [(serial, FLAWS[Flaw(flaw)]) for serial, flaw in file.faults],
        "page": page,
        "lines": [_line(each) for each in page.object_list],
        "crumbs": _crumbs(file.file_name or _("A file")),
    }
    return render(request, "stock/show.html", context)


def _line(found: Found) -> dict[str, Any]:
    way = _("by its button") if found.by_event else _("by its clock")
    digits = ngettext("%(count)d digit", "%(count)d digits", found.digits) % {"count": found.digits}
    return {"serial": found.serial, "maker": found.maker, "codes": f"{digits}, {way}"}


@needs(Deed.MANAGE_USERS)
@require_POST
def confirm(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.confirm(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    told = ngettext(
        "%(count)d device lies in the stock now.", "%(count)d devices lie in the stock now.", done.total
    )
    messages.success(request, told % {"count": done.total})
    return HttpResponseRedirect(reverse("stock:list"))


@needs(Deed.MANAGE_USERS)
@require_POST
def discard(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.discard(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("Nothing of the file is kept."))
    return HttpResponseRedirect(reverse("stock:list"))

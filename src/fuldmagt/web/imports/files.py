"""A file of users: uploaded, looked through, confirmed or cancelled (B5)."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.explanations.imports import column_name
from fuldmagt.onboarding.imports import actions, queries
from fuldmagt.onboarding.imports.columns import Column
from fuldmagt.onboarding.imports.columns import template as headings
from fuldmagt.onboarding.imports.rules import OPEN, ImportState
from fuldmagt.onboarding.models import Import
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.frame.words import LANGUAGES
from fuldmagt.web.imports import preview
from fuldmagt.web.imports.forms import FileForm
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

ON_A_PAGE = 50
NUMBERS = {Column.NATIONAL_NUMBER, Column.HAS_NATIONAL_NUMBER}


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    """The form for a file; what can be read is kept for the worker."""
    form = FileForm(initial={"language": get_language()})
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        begun = actions.begin(
            file.chunks,
            form.looked,
            file_name=file.name or "",
            language=form.cleaned_data["language"],
            by=request.visitor.actor,
            at=request.at,
        )
        if not isinstance(begun, Refusal):
            return HttpResponseRedirect(reverse("imports:show", args=[begun.ref]))
        complain(form, begun, "file")
    context = {
        "form": form,
        "templates": [
            (code, name, f"{reverse('imports:template')}?language={code}") for code, name in LANGUAGES
        ],
        "columns": [column_name(column) for column in Column if column not in _PARTS],
        "under_way": list(queries.under_way(request.visitor.actor.organisation)),
        "crumbs": _crumbs(_("Import users")),
    }
    return render(request, "imports/new.html", context)


_PARTS = (Column.GIVEN_NAMES, Column.SURNAME)


def _crumbs(last: str) -> list[Crumb]:
    return [
        Crumb(_("Overview"), reverse("overview:start")),
        Crumb(_("Imported users"), reverse("imports:list")),
        Crumb(last),
    ]


@needs(Deed.MANAGE_USERS)
@require_GET
def template(request: VisitorRequest) -> HttpResponse:
    """A file with the headings alone, to be filled in."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(LANGUAGES) else "en"
    return spreadsheet(f"users-{language}.csv", [headings(language)])


@needs(Deed.MANAGE_USERS)
@require_GET
@never_cache
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    """How far the file has been read; then what is wrong in it, or that it can be confirmed."""
    of = queries.one(ref, organisation=request.visitor.actor.organisation)
    if of is None:
        return missing(request, ref)
    return render(request, "imports/show.html", _told(request, of))


def _told(request: VisitorRequest, of: Import) -> dict[str, Any]:
    state = ImportState(of.state)
    context: dict[str, Any] = {"of": of, "state": state.value, "crumbs": _crumbs(of.file_name)}
    if state not in OPEN or state is ImportState.READING:
        return context
    layout = queries.layout_of(of)
    only_faulty = "faulty" in request.GET
    page = Paginator(queries.rows(of, faulty=only_faulty), ON_A_PAGE).get_page(request.GET.get("page"))
    worst = queries.rows(of, faulty=True)[: preview.SHOWN].iterator()
    return context | {
        "ready": of.total - of.faulty,
        "faults": list(islice(preview.told(worst, of, layout), preview.SHOWN)),
        "only_faulty": only_faulty,
        "page": page,
        "columns": [column_name(column) for column in preview.columns(layout)][1:],
        "lines": preview.lines(list(page), of, layout),
        "unread": ", ".join(layout.unread),
        "without_numbers": layout.places.keys().isdisjoint(NUMBERS),
    }


@needs(Deed.MANAGE_USERS)
@require_GET
@never_cache
def progress(request: VisitorRequest, ref: str) -> HttpResponse:
    """How far the reading is, for a page that asks by itself."""
    of = queries.one(ref, organisation=request.visitor.actor.organisation)
    if of is None:
        return missing(request, ref)
    said = _("%(rows)s of %(total)s rows read") % {"rows": of.rows, "total": of.total}
    return JsonResponse({"rows": of.rows, "total": of.total, "state": of.state, "said": said})


@needs(Deed.MANAGE_USERS)
@require_GET
def faults(request: VisitorRequest, ref: str) -> HttpResponse:
    """What has to be mended, as a file for a spreadsheet."""
    of = queries.one(ref, organisation=request.visitor.actor.organisation)
    if of is None:
        return missing(request, ref)
    return spreadsheet(f"faults-{of.ref}.csv", preview.as_lines(of, queries.layout_of(of)))


@needs(Deed.MANAGE_USERS)
@require_POST
def confirm(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.confirm(ref, by=request.visitor.actor, at=request.at)
    if not isinstance(done, Refusal):
        said = ngettext(
            "%(count)s user has been imported and waits to be activated.",
            "%(count)s users have been imported and wait to be activated.",
            done.total,
        )
        messages.success(request, said % {"count": done.total})
        return HttpResponseRedirect(reverse("imports:list"))
    if done.reason is Reason.CHANGED_MEANWHILE:
        messages.warning(
            request,
            _("The organisation has changed since the file was read. See what does not fit any more."),
        )
        return HttpResponseRedirect(reverse("imports:show", args=[ref]))
    return _no(request, done, ref)


@needs(Deed.MANAGE_USERS)
@require_POST
def cancel(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.cancel(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return _no(request, done, ref)
    messages.success(
        request, _("The import of %(file)s is cancelled. Nothing of it is kept.") % {"file": done.file_name}
    )
    return HttpResponseRedirect(reverse("imports:new"))


def _no(request: VisitorRequest, refusal: Refusal, ref: str) -> HttpResponse:
    """Another organisation's import is not told apart from none."""
    unknown = queries.one(ref, organisation=request.visitor.actor.organisation) is None
    return refused(request, Refusal(Reason.NOT_FOUND, about=ref[:64]) if unknown else refusal)

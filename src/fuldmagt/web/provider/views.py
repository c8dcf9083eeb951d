"""A provider's own pages: its services and rights, and their texts with a preview."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt import explanations
from fuldmagt.catalogue.changing import queries as changing
from fuldmagt.catalogue.describing.actions import describe_right, describe_service
from fuldmagt.catalogue.describing.rules import stamp
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.catalogue.providers import queries
from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.queries import reach
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.words import LEVELS, MEANS
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.contacting import reached
from fuldmagt.web.provider.forms import RightForm, TextsForm, initial
from fuldmagt.web.provider.places import crumbs, tabs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.tree import name_of, quoted
from fuldmagt.web.rights.words import data, language, listed, plural
from fuldmagt.web.visitor import VisitorRequest

Saved = TypeVar("Saved", Right, Service)

COMMAND_LINE = "command-line"  # who proposes what a catalogue file brings
LANGUAGE_NAMES = (("da", "Dansk"), ("nl", "Nederlands"), ("en", "English"))


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def start(request: VisitorRequest) -> HttpResponse:
    found = queries.of_organisation(request.visitor.actor.organisation)
    providers = [
        {
            "provider": each,
            "contact": reached(each),
            "waits": each.state == Provider.State.PROPOSED,
            "first_has_spoken": bool(each.approved_by) or each.proposed_by not in {"", COMMAND_LINE},
            "refused": each.state == Provider.State.REFUSED,
            "proposals": changing.waiting(each).count(),
            "services": [_summary(service, request) for service in queries.services_of(each)],
        }
        for each in found
    ]
    return render(request, "provider/start.html", {"providers": providers})


def _summary(service: Service, request: VisitorRequest) -> dict[str, Any]:
    rights = list(queries.rights_of(service))
    return {
        "service": service,
        "data": data(service.data_class),
        "rights": len(rights),
        "reach": reach([right.ref for right in rights], at=request.at),
    }


def _edited(
    request: VisitorRequest, form: TextsForm, save: Callable[[], Saved | Refusal]
) -> tuple[Saved | None, bool, int]:
    """What was saved; else whether there is something to preview, and the answer's status."""
    if request.method != "POST":
        return None, False, 200
    if not form.is_valid():
        return None, False, 400
    if "save" not in request.POST:
        return None, True, 200
    done = save()
    if isinstance(done, Refusal):
        form.add_error(None, explanations.explained(done).sentence)
        return None, False, STATUS.get(done.reason, 409)
    return done, False, 200


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    found = queries.service_of(ref, organisation=actor.organisation)
    if found is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    now = initial("text", found.texts) | {"seen": stamp(found.texts)}
    form = TextsForm(request.POST or None, initial=now)
    saved, previewed, status = _edited(
        request,
        form,
        lambda: describe_service(
            ref, texts=form.said("text"), seen=form.cleaned_data["seen"], by=actor, at=request.at
        ),
    )
    if saved:
        return _saved(request, found.name, reverse("provider:service", args=[ref]))
    rights = list(queries.rights_of(found))
    context = {
        "service": found,
        "tabs": tabs(found, "provider:service"),
        "form": form,
        "preview": _preview(form) if previewed else None,
        "reach": reach([right.ref for right in rights], at=request.at),
        "facts": _facts(found),
        "rights": [(right, name_of(right), in_language(right.texts, language())) for right in rights],
        "crumbs": crumbs(Crumb(found.name)),
    }
    return render(request, "provider/service.html", context, status=status)


def _preview(form: TextsForm) -> list[tuple[str, str, str]]:
    """In each language: its name, what the right is called, what is said."""
    names = form.said("name") if isinstance(form, RightForm) else {}
    texts = form.said("text")
    return [(named, names.get(code, ""), texts[code]) for code, named in LANGUAGE_NAMES]


def _facts(service: Service) -> list[tuple[str, str]]:
    means = listed(str(MEANS[kind]) for kind in MEANS if kind in service.means) if service.means else "–"
    ways = [_("chain mandate")] * service.accepts_chains + [_("grant in the portal")] * service.accepts_grants
    return [
        (_("Data"), data(service.data_class)),
        (_("Means accepted"), means),
        (_("Acting for other companies"), listed(ways) if ways else _("Not possible")),
    ]


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def right(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    found = queries.right_of(ref, organisation=actor.organisation)
    if found is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    now = initial("name", found.names) | initial("text", found.texts)
    form = RightForm(request.POST or None, initial=now | {"seen": stamp(found.names, found.texts)})
    saved, previewed, status = _edited(
        request,
        form,
        lambda: describe_right(
            ref,
            names=form.said("name"),
            texts=form.said("text"),
            seen=form.cleaned_data["seen"],
            by=actor,
            at=request.at,
        ),
    )
    of_service = reverse("provider:service", args=[found.service.ref])
    if saved:
        return _saved(request, name_of(saved), of_service)
    context = {
        "right": found,
        "name": name_of(found),
        "form": form,
        "preview": _preview(form) if previewed else None,
        "reach": reach([found.ref], at=request.at),
        "facts": _law(found),
        "crumbs": crumbs(Crumb(found.service.name, of_service), Crumb(name_of(found))),
    }
    return render(request, "provider/right.html", context, status=status)


def _law(right: Right) -> list[tuple[str, str]]:
    """What the right means to the law; it has a page of its own to be changed on."""
    implied = quoted(name_of(each) for each in queries.implied_by(right))
    excluding = quoted(name_of(each) for each in queries.excluding(right))
    return [
        (_("Level needed"), str(LEVELS[BY_WORD[right.assurance]])),
        (_("Open to"), plural(right.categories) if right.categories else _("everybody")),
        (_("Includes"), listed(implied) if implied else _("nothing else")),
        (_("Cannot be held together with"), listed(excluding) if excluding else _("nothing")),
    ]


def _saved(request: VisitorRequest, name: str, back: str) -> HttpResponse:
    messages.success(request, _("The texts of “{name}” are changed.").format(name=name))
    return HttpResponseRedirect(back)

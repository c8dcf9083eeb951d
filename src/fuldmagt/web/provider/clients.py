"""The applications of a provider: listed, registered, shown and changed."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.catalogue.models import Provider
from fuldmagt.clients.actions import Registered
from fuldmagt.clients.models import Client
from fuldmagt.clients.owned import actions, queries
from fuldmagt.organisations.rules import Deed
from fuldmagt.secrets import signatures
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.client_forms import MAY, METHODS, ClientForm
from fuldmagt.web.provider.places import of_clients, own_provider
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.words import listed
from fuldmagt.web.visitor import VisitorRequest

PAGE = 15


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.clients_of(provider, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "provider": provider,
        "admitted": provider.state == Provider.State.ADMITTED,
        "page": page,
        "words": words,
        "rows": [(each, ", ".join(service.name for service in each.services.all())) for each in page],
        "crumbs": of_clients(provider),
    }
    return render(request, "provider/clients.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    if request.method != "POST" and provider.state != Provider.State.ADMITTED:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="not_admitted"))
    form, status = ClientForm(sent(request), provider=provider), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            done = actions.register(ref, form.application(), by=request.visitor.actor, at=request.at)
            if isinstance(done, Registered):
                return with_secret(request, done) if done.secret else _registered(request, done)
            complain(form, done, _field(done))
            status = STATUS.get(done.reason, 409)
    context = {
        "form": form,
        "provider": provider,
        "headline": _("Register an application"),
        "back": reverse("provider:clients", args=[ref]),
        "crumbs": of_clients(provider, Crumb(_("Register"))),
    }
    return render(request, "provider/client_form.html", context, status=status)


def _registered(request: VisitorRequest, done: Registered) -> HttpResponse:
    messages.success(request, _("{name} can use the platform now.").format(name=done.client.name))
    return HttpResponseRedirect(reverse("provider:client", args=[done.client.ref]))


def _field(refusal: Refusal) -> str | None:
    """Where a refusal of what was written is shown."""
    if refusal.reason is Reason.ALREADY_EXISTS:
        return "ref"
    return {"jwks": "keys", "client id": "ref"}.get(refusal.about)


def with_secret(request: VisitorRequest, done: Registered) -> HttpResponse:
    """The page that shows a secret, once: it is nowhere else, and no browser keeps it."""
    assert done.client.provider is not None
    context = {
        "client": done.client,
        "secret": done.secret,
        "crumbs": of_clients(done.client.provider, Crumb(done.client.name)),
    }
    answer = render(request, "provider/client_secret_shown.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def own_client(request: VisitorRequest, ref: str) -> tuple[Provider, Client] | Refusal:
    found = queries.client_of(ref, organisation=request.visitor.actor.organisation)
    if found is None or found.provider is None:
        return Refusal(Reason.NOT_FOUND)
    return found.provider, found


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_client(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    provider, client = own
    context = {
        "client": client,
        "provider": provider,
        "facts": _facts(client),
        "works": client.state == Client.State.ACTIVE,
        "signs": client.authentication == Client.Authentication.PRIVATE_KEY_JWT,
        "overlaps": client.old_secret_until is not None and client.old_secret_until > request.at,
        "issuer": settings.BASE_URL,
        "crumbs": of_clients(provider, Crumb(client.name)),
    }
    return render(request, "provider/client.html", context)


def _facts(client: Client) -> list[tuple[str, str]]:
    initial = ClientForm.of(client)
    may = [str(label) for value, label in MAY if value in initial["may"]]
    methods = {value: str(label) for value, label in METHODS}
    thumbprints = [signatures.thumbprint(key) for key in client.jwks.get("keys", [])]
    rows = [
        (_("Client id"), client.ref),
        (_("What it may"), listed(may) if may else _("nothing")),
        (_("For these services"), ", ".join(each.name for each in client.services.order_by("name"))),
        (_("Where people return after the login"), ", ".join(client.redirect_uris)),
        (_("Where people return after logging out"), ", ".join(client.post_logout_redirect_uris)),
        (_("Where it is told what became of requests"), ", ".join(client.callback_uris)),
        (_("How it shows that it is it"), methods[client.authentication]),
        (_("Its keys"), ", ".join(thumbprints)),
        (_("How ID tokens for it are signed"), client.id_token_algorithm),
    ]
    return [(term, value) for term, value in rows if value]


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_client(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    provider, client = own
    now: dict[str, Any] = ClientForm.of(client) | {"seen": queries.stamp(client)}
    form, status = ClientForm(sent(request), initial=now, provider=provider, client=client), 200
    back = reverse("provider:client", args=[ref])
    if form.is_bound:
        status = 400
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            done = actions.change(ref, form.application(), seen=seen, by=request.visitor.actor, at=request.at)
            if not isinstance(done, Refusal):
                messages.success(request, _("{name} is changed.").format(name=done.name))
                return HttpResponseRedirect(back)
            complain(form, done, _field(done))
            status = STATUS.get(done.reason, 409)
    context = {
        "form": form,
        "provider": provider,
        "headline": _("Change {name}").format(name=client.name),
        "back": back,
        "crumbs": of_clients(provider, Crumb(client.name, back), Crumb(_("Change"))),
    }
    return render(request, "provider/client_form.html", context, status=status)

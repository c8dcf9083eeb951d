"""What is done to an application as a whole: a new secret, stopped for a while, let go on."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuldmagt import explanations
from fuldmagt.clients.models import Client
from fuldmagt.clients.owned import actions, queries
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.client_forms import SecretForm
from fuldmagt.web.provider.clients import own_client, with_secret
from fuldmagt.web.provider.places import of_clients
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def secret(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_client(request, ref)
    if isinstance(own, Refusal) or own[1].authentication == Client.Authentication.PRIVATE_KEY_JWT:
        return refused(request, Refusal(Reason.NOT_FOUND))
    provider, client = own
    form, status = SecretForm(sent(request), initial={"seen": queries.stamp(client)}), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            overlaps, seen = form.cleaned_data["old"] == "overlaps", form.cleaned_data["seen"]
            done = actions.renew_secret(
                ref, overlaps=overlaps, seen=seen, by=request.visitor.actor, at=request.at
            )
            if not isinstance(done, Refusal):
                return with_secret(request, done)
            form.add_error(None, explanations.explained(done).sentence)
            status = STATUS.get(done.reason, 409)
    back = reverse("provider:client", args=[ref])
    context = {
        "client": client,
        "form": form,
        "back": back,
        "crumbs": of_clients(provider, Crumb(client.name, back), Crumb(_("New secret"))),
    }
    return render(request, "provider/client_secret.html", context, status=status)


@needs(Deed.MANAGE_PROVIDER)
@require_POST
def end_old(request: VisitorRequest, ref: str) -> HttpResponse:
    return _stepped(request, ref, actions.end_old_secret, _("The old secret of {name} counts no more."))


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: VisitorRequest, ref: str) -> HttpResponse:
    """Stop it for a while, after it is shown whom that logs out."""
    if request.method == "POST":
        return _stepped(request, ref, actions.suspend, _("{name} is stopped: nobody logs in by it."))
    own = own_client(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    context = {
        "client": own[1],
        "people": queries.logged_in(own[1], at=request.at),
        "back": reverse("provider:client", args=[ref]),
    }
    return render(request, "provider/client_suspend.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_POST
def go_on(request: VisitorRequest, ref: str) -> HttpResponse:
    return _stepped(request, ref, actions.resume, _("{name} can use the platform again."))


def _stepped(
    request: VisitorRequest, ref: str, step: Callable[..., Client | Refusal], said: str
) -> HttpResponse:
    done = step(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, said.format(name=done.name))
    return HttpResponseRedirect(reverse("provider:client", args=[ref]))

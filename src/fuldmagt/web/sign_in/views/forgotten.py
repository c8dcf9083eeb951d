"""A forgotten user id is sent to the address we know; a forgotten PIN is nobody's to tell."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.onboarding.recovery import asking as recovery
from fuldmagt.sign_in import forgotten
from fuldmagt.web.address import address_of
from fuldmagt.web.frame.language import on_the_way
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.refused import refused
from fuldmagt.web.sign_in.forms import EmailForm, UserIdForm
from fuldmagt.web.sign_in.pending import SeeOther
from fuldmagt.web.visitor import Request


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def user_id(request: Request) -> HttpResponse:
    """The same answer whether there is such a user or not, and however often it is asked."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = forgotten.ask(form.cleaned_data["email"], address=address_of(request), at=request.at)
        if asked is not None:
            return refused(request, asked)
        return SeeOther(reverse("sign_in:user-id-sent"))
    return render(request, "sign_in/forgotten_user_id.html", {"form": form})


@for_everybody
@require_safe
@on_the_way
def sent(request: Request) -> HttpResponse:
    return render(request, "sign_in/user_id_sent.html")


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
@on_the_way
def pin(request: Request) -> HttpResponse:
    """A forgotten PIN or a lost device: the same answer for every user id, and however often it is asked."""
    form = UserIdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = recovery.ask(form.cleaned_data["user_id"], address=address_of(request), at=request.at)
        if asked is not None:
            return refused(request, asked)
        return SeeOther(reverse("sign_in:link-sent"))
    return render(request, "sign_in/forgotten_pin.html", {"form": form})


@for_everybody
@require_safe
@on_the_way
def link_sent(request: Request) -> HttpResponse:
    return render(request, "sign_in/link_sent.html")

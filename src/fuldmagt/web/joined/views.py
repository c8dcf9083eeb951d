"""Has an organisation joined, and who manages its mandates? For everybody (F3)."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.vocabulary.identifiers import parse
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.joined.actions import Joined, look_up
from fuldmagt.web.look.forms import Form
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.visitor import Request

SCHEMES = (
    ("dk:cvr", _("CVR number (Denmark)")),
    ("nl:kvk", _("KvK number (Netherlands)")),
    ("nl:rsin", _("RSIN (Netherlands)")),
    ("dk:pnr", _("P-number of a Danish branch")),
    ("eu:euid", _("European EUID")),
    ("lei", _("LEI")),
)


class NumberForm(Form):
    scheme = forms.ChoiceField(label=_("Kind of number"), choices=SCHEMES)
    number = forms.CharField(
        label=_("Number"), max_length=60, error_messages={"required": _("Write the number.")}
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        written = str(said.get("number", "")).replace(" ", "")
        if written and parse(f"{said.get('scheme')}:{written}") is None:
            self.add_error("number", _("This is not such a number. Check its digits."))
        return said

    def written(self) -> str:
        number = self.cleaned_data["number"].replace(" ", "")
        return f"{self.cleaned_data['scheme']}:{number}"


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Asked by POST, so that numbers stand in no address and no log of addresses."""
    form = NumberForm(request.POST or None, initial={"scheme": "dk:cvr"})
    context: dict[str, Any] = {"form": form}
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        answer = look_up(form.written(), address=address_of(request), at=request.at)
        context["number"] = form.cleaned_data["number"]
        if isinstance(answer, Joined):
            context["joined"] = answer
        elif answer.reason is Reason.NOT_FOUND:
            context["not_joined"] = True
        else:
            status = _complain(form, answer)
    return render(request, "joined/ask.html", context, status=status)


def _complain(form: NumberForm, refusal: Refusal) -> int:
    said = explanations.explained(refusal)
    form.add_error(None, f"{said.sentence} {said.remedy}")
    return 429 if refusal.reason is Reason.TOO_MANY_TRIES else 400


def address_of(request: Request) -> str:
    """Where the request comes from; behind a proxy that we trust, the last address that it saw."""
    if settings.TRUSTED_PROXY and (seen := request.headers.get("X-Forwarded-For", "")):
        return str(seen.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))

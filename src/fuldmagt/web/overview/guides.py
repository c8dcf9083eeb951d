"""Short guides to what administrators ask most. Each is a page of its own, in every language."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import Request


@dataclass(frozen=True, slots=True)
class Guide:
    name: str
    title: Promise

    @property
    def template(self) -> str:
        return f"help/{self.name.replace('-', '_')}.html"

    @property
    def url(self) -> str:
        return reverse("overview:guide", args=[self.name])


GUIDES: Final = (
    Guide("activate-with-a-code", _("An employee with a temporary code: what to do")),
    Guide("which-right-in-se-sag", _("Sagsbehandler or Kommunal sagsbehandler?")),
    Guide("hand-over-the-code", _("Temporary code: hand it over safely")),
)


@for_everybody
@require_GET
def guide(request: Request, name: str) -> HttpResponse:
    found = next((each for each in GUIDES if each.name == name), None)
    if found is None:
        return refused(request, Refusal(Reason.NOT_FOUND, about=name))
    others = [each for each in GUIDES if each is not found]
    return render(request, found.template, {"guide": found, "others": others})

"""The letters with temporary codes for those who were activated many at a time: shown once (B8)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from fuldmagt.onboarding.bulk import queries, rules
from fuldmagt.onboarding.bulk.actions import show_letters
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.letters.pdf import as_download
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
@cache_control(no_store=True)
def letters(request: VisitorRequest) -> HttpResponse:
    """How many letters wait; on the answer the next of them, to print or as PDF, and their codes are gone."""
    if request.method == "POST":
        in_a_file = "pdf" in request.POST
        most = rules.LETTERS_IN_ONE_FILE if in_a_file else rules.LETTERS
        shown = show_letters(most=most, by=request.visitor.actor, at=request.at)
        if isinstance(shown, Refusal):
            return refused(request, shown)
        if in_a_file:
            return as_download(shown, "letters.pdf", sender=request.visitor.user, at=request.at)
        left = queries.codes(request.visitor.actor.organisation).count()
        context = {"letters": shown, "left": left, "at": request.at, "sender": request.visitor.user}
        return render(request, "imports/letters.html", context)
    codes = queries.codes(request.visitor.actor.organisation)
    context = {
        "waiting": codes.count(),
        "most": rules.LETTERS_IN_ONE_FILE,
        "next": [kept.user.name for kept in codes[: rules.LETTERS]],
        "crumbs": [
            Crumb(_("Overview"), reverse("overview:start")),
            Crumb(_("Imported users"), reverse("imports:list")),
            Crumb(_("Letters")),
        ],
    }
    return render(request, "imports/letters_waiting.html", context)

"""The events of the whole organisation: filtered and paged (C6)."""

from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fuldmagt.audit.events import Event
from fuldmagt.audit.queries import Wanted
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users import queries as users
from fuldmagt.web.events.kinds import KINDS
from fuldmagt.web.events.paging import page_of
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.permission import needs
from fuldmagt.web.visitor import VisitorRequest

OF_EACH: Final = frozenset({Event.USER_IMPORTED})
"""What is told of each of very many at once stands with the user; here one event stands for them all."""


class FilterForm(Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *((name, title) for name, (title, _events) in KINDS.items())],
    )
    who = forms.CharField(label=_("Done by"), required=False, max_length=200)
    since = forms.DateField(label=_("From"), required=False, widget=PickedDate())
    until = forms.DateField(label=_("Until"), required=False, widget=PickedDate())
    refused = forms.BooleanField(label=_("Only what was refused"), required=False)

    def wanted(self, organisation: str) -> Wanted | None:
        """What is looked for; None when nobody here has the name, so that there is nothing to find."""
        self.is_valid()
        given = self.cleaned_data
        actors = frozenset[str]()
        if words := given.get("who"):
            actors = users.called(words, organisation=organisation)
            if not actors:
                return None
        kind = given.get("kind") or ""
        return Wanted(
            actors=actors,
            events=(KINDS[kind][1] if kind else frozenset(Event)) - OF_EACH,
            refused=bool(given.get("refused")),
            since=midnight(given.get("since")),
            until=midnight(given.get("until"), days=1),
        )


@needs(Deed.SEE_EVENTS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wanted = form.wanted(request.visitor.actor.organisation)
    found = page_of(request, wanted) if wanted else {"deeds": [], "only_refused": False}
    filtered = any(value for name, value in request.GET.items() if name in form.fields)
    return render(request, "events/list.html", found | {"form": form, "filtered": filtered})

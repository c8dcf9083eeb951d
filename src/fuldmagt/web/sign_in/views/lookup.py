"""An administrator looks up a refused login by the reference that a colleague reads aloud."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt.organisations.rules import Deed
from fuldmagt.sign_in import queries
from fuldmagt.web.permission import needs
from fuldmagt.web.sign_in.forms import ReferenceForm
from fuldmagt.web.sign_in.refusal import about, written
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.SEE_EVENTS)
@require_safe
def look_up(request: VisitorRequest) -> HttpResponse:
    """Another organisation's login is as unknown as one that never was."""
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        wanted, organisation = form.cleaned_data["reference"], request.visitor.actor.organisation
        sign_in = queries.refused_login(wanted, organisation=organisation)
        if sign_in is None:
            form.add_error("reference", _("No login of your organisation was refused with this reference."))
        else:
            asked = asking(sign_in.demand)
            context |= {"asking": asked, "found": written(sign_in.reference), **about(sign_in, asked)}
    return render(request, "sign_in/lookup.html", context, status=404 if form.errors else 200)

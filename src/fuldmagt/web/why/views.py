"""Why can somebody not do something? An administrator asks the same judge as every login (F6, X2)."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.customers.queries import known
from fuldmagt.mandates.queries import within_reach
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.organisations.users.queries import Search, search
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import address_of
from fuldmagt.web.look.parts import Choice, Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import found, leaf_of
from fuldmagt.web.rights.words import first_name
from fuldmagt.web.visitor import VisitorRequest
from fuldmagt.web.why.forms import QuestionForm
from fuldmagt.web.why.telling import Asking, told

SHOWN = 15  # people in the list to choose from


@needs(Deed.ASK_WHY)
@require_safe
def ask(request: VisitorRequest) -> HttpResponse:
    """First who, then what; and the answer above the question, which can be asked anew."""
    ref = request.GET.get("user", "")
    if not ref:
        return _who(request)
    user = user_of(ref[:64].replace("\x00", ""), organisation=request.visitor.actor.organisation)
    if user is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    return _what(request, user)


def _meant(
    request: VisitorRequest, form: QuestionForm, near: Iterable[Organisation], ref: str
) -> Organisation | Refusal:
    """The organisation asked about; by its number also one that the user has nothing to do with yet."""
    if not form.cleaned_data["number"]:
        return next(each for each in near if each.ref == ref)
    if refusal := too_often(address=address_of(request), at=request.at):
        return refusal
    return known([ref]).get(ref) or Refusal(Reason.ORGANISATION_UNKNOWN, about=ref)


def _who(request: VisitorRequest) -> HttpResponse:
    words = request.GET.get("find", "")[:100].replace("\x00", "")
    wanted = Search(text=words, states=frozenset(UserState))
    fitting = search(wanted, organisation=request.visitor.actor.organisation).order_by("name", "id")
    people = [
        Choice(
            title=user.name,
            help=" · ".join(
                part for part in (user.department.name if user.department else "", user.email) if part
            ),
            icon="person",
            url=f"{reverse('why:ask')}?user={user.ref}",
        )
        for user in fitting[:SHOWN]
    ]
    context = {"people": people, "find": words, "more": fitting.count() > SHOWN}
    return render(request, "why/who.html", context)


def _what(request: VisitorRequest, user: BusinessUser) -> HttpResponse:
    organisations = within_reach(user)
    rights = {right.ref: right for right in catalogue.offered()}
    words = request.GET.get("find", "")[:100]
    fitting = found([leaf_of(right) for right in rights.values()], words, catalogue.sectors())
    asked = "right" in request.GET
    form = QuestionForm(
        request.GET if asked else None,
        initial={"organisation": user.organisation.ref},
        rights=[leaf.right for leaf in fitting] or rights.values(),
        organisations=organisations,
    )
    context: dict[str, Any] = {
        "user": user,
        "first_name": first_name(user.name),
        "form": form,
        "find": words,
        "nothing_found": bool(words) and not fitting,
        "crumbs": [Crumb(_("Why can somebody not …?"), reverse("why:ask")), Crumb(user.name)],
    }
    if asked and form.is_valid():
        question = form.question(user, now=request.at)
        organisation = _meant(request, form, organisations, question.organisation or "")
        if isinstance(organisation, Refusal):
            complain(form, organisation, "number")
        else:
            question = replace(question, organisation=organisation.ref)
            asking = Asking(question, user, organisation, rights[question.right], form.suppositions)
            context["answer"] = told(asking, by=request.visitor.actor)
    return render(request, "why/what.html", context, status=400 if form.errors else 200)

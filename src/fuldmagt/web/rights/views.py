"""The rights of one user: the tree, its boxes, and one save (C4)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.explanations.names import InLanguages, Names, Values
from fuldmagt.mandates.assignments.actions import Changed, change
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.forms import LimitsForm
from fuldmagt.web.rights.showing import shown
from fuldmagt.web.rights.tree import found, grown, name_of, quoted
from fuldmagt.web.rights.words import first_name, listed
from fuldmagt.web.users.header import header
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.SEE_RIGHTS, saves=Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_user(request: VisitorRequest, ref: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if request.method == "POST":
        return _save(request, user)
    return _page(request, user, LimitsForm(at=request.at, organisation=user.organisation))


def _save(request: VisitorRequest, user: BusinessUser) -> HttpResponse:
    limits = LimitsForm(request.POST, at=request.at, organisation=user.organisation)
    ticked = list(dict.fromkeys(request.POST.getlist("right")))
    if not limits.is_valid():
        return _page(request, user, limits, ticked=ticked, status=400)
    direct = shown(user, at=request.at, may_change=True).direct
    on_the_page = set(request.POST.getlist("shown"))
    outcome = change(
        user.ref,
        give=[limits.wish_for(right) for right in ticked if right not in direct],
        withdraw=sorted(direct & on_the_page - set(ticked)),
        by=request.visitor.actor,
        at=request.at,
        seen=request.POST.get("seen"),
    )
    if isinstance(outcome, Refusal):
        keep = None if outcome.reason is Reason.CHANGED_MEANWHILE else ticked
        status = STATUS.get(outcome.reason, 409)
        return _page(request, user, limits, ticked=keep, refusal=outcome, status=status)
    messages.success(request, said(user, outcome, at=request.at))
    return HttpResponseRedirect(request.get_full_path())


def said(user: BusinessUser, changed: Changed, *, at: datetime) -> str:
    """What is true now, in a sentence or three."""
    rights = catalogue.rights_called([*changed.given, *changed.withdrawn])
    who = first_name(user.name)

    def named(refs: tuple[str, ...]) -> str:
        return listed(
            _("{right} in {service}").format(right=name, service=rights[ref].service.name)
            for ref in refs
            for name in quoted([name_of(rights[ref])])
        )

    sentences = []
    if changed.given:
        sentences.append(_("{who} now has {rights}.").format(who=who, rights=named(changed.given)))
        if user.state != UserState.ACTIVE:
            sentences.append(_("It can be used as soon as the user is active."))
    if changed.withdrawn:
        sentences.append(_("{who} no longer has {rights}.").format(who=who, rights=named(changed.withdrawn)))
    return " ".join(sentences) or _("Nothing was left to change: it is so already.")


def _page(
    request: VisitorRequest,
    user: BusinessUser,
    limits: LimitsForm,
    *,
    ticked: list[str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    may_change = not request.visitor.actor.refused(Deed.MANAGE_RIGHTS) and user.state != UserState.CLOSED
    whole = shown(user, at=request.at, may_change=may_change, ticked=ticked)
    words, sectors = request.GET.get("find", "").strip()[:100], catalogue.sectors()
    leaves = found(whole.leaves, words, sectors) if words else whole.leaves
    context = header(user, request.visitor, "rights") | {
        "who": first_name(user.name),
        "tree": grown(leaves, sectors, unfolded=bool(words)),
        "leaves": leaves,
        "find": words,
        "seen": whole.stamp,
        "may_change": may_change,
        "may_correct": not request.visitor.actor.refused(Deed.MANAGE_USERS),
        "pending": sum(leaf.changed for leaf in leaves),
        "limits": limits,
        "refusal": explanations.explained(refusal, names=_names(user, refusal)) if refusal else None,
    }  # fmt: skip
    return render(request, "rights/user.html", context, status=status)


def _names(user: BusinessUser, refusal: Refusal) -> Names:
    """Whom and which right a refused save was about."""
    home = user.organisation.name
    found = catalogue.rights_called([refusal.about]).get(refusal.about)
    named = (InLanguages(found.names, found.name),) if found else ()
    about: Values = {"named": named, "held": named, "right": named} if named else {}
    return Names({"user": user.name, "home": home, "organisation": home}, {refusal.about: about})

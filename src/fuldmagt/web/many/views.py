"""Rights of many people, changed at once: whom, what, looked at, and only then done (C5)."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.many import actions, queries
from fuldmagt.mandates.many.actions import Plan
from fuldmagt.mandates.many.rules import MOST, MOST_RIGHTS, Change, What
from fuldmagt.mandates.many.rules import reverse as reversed_change
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.many import choosing, showing
from fuldmagt.web.many.choosing import Chosen
from fuldmagt.web.many.forms import WHATS, ChangeForm
from fuldmagt.web.permission import needs
from fuldmagt.web.rights.tree import found, grown, leaf_of, name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS: Final = 100


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def change(request: VisitorRequest) -> HttpResponse:
    if request.method != "POST":
        return choosing.page(request)
    chosen, step = choosing.chosen(request), request.POST.get("step")
    if said := choosing.against(chosen.people):
        return choosing.page(request, said)
    if step not in {"look", "save"}:
        return _ask(request, chosen, _form(request, chosen, fresh=step == "choose"))
    form = _form(request, chosen)
    if not form.is_valid():
        return _ask(request, chosen, form)
    wanted = form.change(list(dict.fromkeys(request.POST.getlist("right"))))
    by, at = request.visitor.actor, request.at
    if step == "look":
        planned = actions.plan(chosen.people, wanted, by=by, at=at)
        return _looked_at(request, chosen, form, wanted, planned)
    done = actions.save(chosen.people, wanted, seen=request.POST.get("seen", ""), by=by, at=at)
    if not isinstance(done, Refusal):
        return _told(request, wanted, done)
    if (
        done.reason is Reason.CHANGED_MEANWHILE
    ):  # shown anew as it is now, so that nothing has to be written again
        planned = actions.plan(chosen.people, wanted, by=by, at=at)
        return _looked_at(request, chosen, form, wanted, planned, stale=True)
    return _looked_at(request, chosen, form, wanted, done)


def _form(request: VisitorRequest, chosen: Chosen, *, fresh: bool = False) -> ChangeForm:
    """What was written so far; nothing where the people were just chosen."""
    written = None if fresh else request.POST
    return ChangeForm(
        written, what=chosen.what, at=request.at, organisation=request.visitor.user.organisation
    )


def _ask(request: VisitorRequest, chosen: Chosen, form: ChangeForm, said: str = "") -> HttpResponse:
    """Which rights, and within which limits. A search of the tree loses no tick."""
    organisation = request.visitor.actor.organisation
    if chosen.what is What.GIVE:
        rights = list(catalogue.offered())
    else:
        rights = queries.given_directly(chosen.people, organisation=organisation, at=request.at)
    ticked = [] if request.POST.get("step") == "choose" else request.POST.getlist("right")
    words, sectors = request.POST.get("find", "").replace("\x00", "").strip()[:100], catalogue.sectors()
    leaves = [leaf_of(each) for each in rights]
    for leaf in leaves:
        leaf.ticked = leaf.ref in ticked
    in_view = found(leaves, words, sectors) if words else leaves
    shown = {each.ref for each in in_view}
    people = queries.chosen(chosen.people, organisation=organisation)
    context = {
        "chosen": chosen,
        "people": people,
        "what_word": WHATS[chosen.what],
        "form": form,
        "tree": grown(in_view, sectors, unfolded=bool(words)),
        "any": bool(leaves),
        "hidden": [each for each in ticked if each not in shown],
        "find": words,
        "said": said,
        "crumbs": _crumbs(_("Which rights?")),
    }
    wrong = said or (form.errors and request.POST.get("step") in {"look", "save"})
    return render(request, "many/rights.html", context, status=400 if wrong else 200)


def _looked_at(
    request: VisitorRequest,
    chosen: Chosen,
    form: ChangeForm,
    wanted: Change,
    planned: Plan | Refusal,
    *,
    stale: bool = False,
) -> HttpResponse:
    if isinstance(planned, Refusal):
        return _ask(request, chosen, form, _complaint(planned))
    organisation = request.visitor.user.organisation
    lines = [*planned.staying, *planned.changing]
    page = Paginator(lines, ROWS).get_page(request.POST.get("page"))
    context = {
        "chosen": chosen,
        "what_word": WHATS[chosen.what],
        "rights": [name_of(planned.rights[each]) for each in wanted.rights if each in planned.rights],
        "limits": showing.limits(wanted, organisation=organisation, at=request.at),
        "changing": len(planned.changing),
        "staying": len(planned.staying),
        "page": page,
        "rows": showing.told(planned, wanted, lines=page.object_list, organisation=organisation),
        "sent": [(name, each) for name in ("right", *form.fields) for each in request.POST.getlist(name)],
        "seen": planned.stamp,
        "stale": stale,
        "crumbs": _crumbs(_("Look it over")),
    }
    return render(request, "many/preview.html", context, status=409 if stale else 200)


def _told(request: VisitorRequest, wanted: Change, done: Plan) -> HttpResponse:
    """What is true now, and the way back where one change undoes it for all."""
    back = reversed_change(wanted, done.changing, request.at)
    users = list(dict.fromkeys(each.user for each in done.changing))
    context = {
        "changed": len(done.changing),
        "people": [done.users[each] for each in users],
        "staying": len(done.staying),
        "what_word": WHATS[wanted.what],
        "rights": [name_of(done.rights[each]) for each in wanted.rights if each in done.rights],
        "back": showing.sent(back, " ".join(users)),
        "crumbs": _crumbs(_("Done")),
    }
    return render(request, "many/done.html", context)


def _complaint(refusal: Refusal) -> str:
    if refusal.about == "right":
        said = _("Tick at least one right and at most %(most)d; people times rights may be %(all)d at most.")
        return said % {"most": MOST_RIGHTS, "all": MOST}
    if refusal.reason is Reason.RIGHTS_CONFLICT:
        return _(
            "Of the rights you ticked two exclude each other. Nobody can have both, so give one of them."
        )
    return explanations.explained(refusal).sentence


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(_("Rights for many"), reverse("rights:many")), Crumb(last)]

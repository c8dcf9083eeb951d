"""The operators' deeds about a broker of the national eID: proposing, deciding, ending (A7)."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fuldmagt.organisations.brokers.actions import decide, is_own, propose
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.registers.eid.admission import queries
from fuldmagt.registers.eid.admission.models import INSTALLATION, BrokerAdmission
from fuldmagt.registers.eid.admission.rules import BrokerState, BrokerStep
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.forms import Form
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

BADGES: Final = {
    BrokerState.PROPOSED: "waits",
    BrokerState.ADMITTED: "done",
    BrokerState.REFUSED: "stopped",
    BrokerState.ENDED: "none",
}
SAID: Final = {
    BrokerStep.ADMIT: gettext_lazy("The broker is admitted. People log in by it from now on."),
    BrokerStep.REFUSE: gettext_lazy("The broker is refused. Nobody logs in by it."),
    BrokerStep.END: gettext_lazy("The admission has ended. Nobody logs in by this broker any more."),
}


class ReasonForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("What was checked, and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands here for the other operators. Name no private persons."),
        error_messages={"required": gettext_lazy("Write what you checked and why you decide so.")},
    )


def state_word(state: BrokerState) -> str:
    return {
        BrokerState.PROPOSED: _("Waits for a second operator"),
        BrokerState.ADMITTED: _("Admitted"),
        BrokerState.REFUSED: _("Refused"),
        BrokerState.ENDED: _("Ended"),
    }[state]


def admission(request: VisitorRequest) -> dict[str, Any]:
    """How the configured broker stands, what this operator may do about it, and what was decided before."""
    actor, now = request.visitor.actor, queries.open_one()
    proposed = now is not None and now.state == BrokerState.PROPOSED
    return {
        "broker": now,
        "trusted": queries.is_admitted(),
        "never_any": queries.nobody_has_decided(),
        "was_tried": queries.was_tried(by=actor.ref, at=request.at),
        "proposed": proposed,
        "own": now is not None and proposed and is_own(now, actor),
        "reason_form": ReasonForm(),
        "history": [_row(each, actor) for each in queries.history()],
    }


def _row(each: BrokerAdmission, actor: Actor) -> dict[str, Any]:
    state = BrokerState(each.state)
    said = [
        (_("Proposed by"), each.proposed_by, each.proposed_at, each.proposal_reason),
        (_("Decided by"), each.decided_by, each.decided_at, each.decision_reason),
        (_("Ended by"), each.ended_by, each.ended_at, each.end_reason),
    ]
    return {
        "admission": each,
        "badge": BADGES[state],
        "word": state_word(state),
        "steps": [
            {"title": title, "who": _name(who, actor), "at": at, "reason": reason}
            for title, who, at, reason in said
            if who
        ],
    }


def _name(ref: str, actor: Actor) -> str:
    if ref == INSTALLATION:
        return _("the installation, as its first broker")
    user = user_of(ref, organisation=actor.organisation)
    return user.name if user else ref


@needs(Deed.OPERATE_PLATFORM)
@require_POST
def new(request: VisitorRequest) -> HttpResponse:
    done = propose(reason=request.POST.get("reason", ""), by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("The broker is proposed. Another operator decides about it."))
    return HttpResponseRedirect(reverse("operator:eid"))


@needs(Deed.OPERATE_PLATFORM)
@require_POST
def step(request: VisitorRequest, ref: str) -> HttpResponse:
    wanted = request.POST.get("step", "")
    if wanted not in set(BrokerStep):
        return refused(request, Refusal(Reason.NOT_FOUND))
    deed = BrokerStep(wanted)
    reason = request.POST.get("reason", "")
    done = decide(ref, deed, reason=reason, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, str(SAID[deed]))
    return HttpResponseRedirect(reverse("operator:eid"))

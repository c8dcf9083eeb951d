"""What happens when the eID sends somebody back who signs for an organisation without users."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render

from fuldmagt.onboarding.instructions import actions as instructions
from fuldmagt.onboarding.representing import actions
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.representing.showing import told
from fuldmagt.web.representing.visits import new_secret, stopped
from fuldmagt.web.visitor import Request

VISITING: Final = "representing"
CONSENTING: Final = "consenting"


def arrived(request: Request, visit: str, outcome: Identity | Refusal) -> HttpResponse:
    """Whoever began: on to the mandates, with a secret that nobody knew before."""
    proven = actions.prove(visit, outcome, browser=new_secret(request), at=request.at)
    return stopped(request, proven) if isinstance(proven, Refusal) else redirect("represent:mandates")


def arrived_by_mail(request: Request, instruction: str, outcome: Identity | Refusal) -> HttpResponse:
    """One who was asked by mail: what has become of it."""
    done = instructions.consent(instruction, outcome, at=request.at)
    if isinstance(done, Refusal):
        return stopped(request, done)
    context = {"told": told(done.instruction), "missing": done.missing, "state": done.instruction.state}
    return render(request, "represent/consented.html", context)

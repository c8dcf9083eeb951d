"""Something that is not here: another organisation's exactly as what does not exist."""

from django.http import HttpResponse

from fuldmagt.audit.actions import turned_away
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.permission import LOOKS
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


def missing(request: VisitorRequest, ref: str) -> HttpResponse:
    """The page that says so. More than a look is written down: somebody may be trying out references."""
    refusal = Refusal(Reason.NOT_FOUND, about=ref[:64])
    if request.method not in LOOKS:
        actor = request.visitor.actor
        turned_away(refusal, by=actor.ref, at=request.at, organisation=actor.organisation)
    return refused(request, refusal)

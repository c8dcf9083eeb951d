"""Where the national eID sends people back to, whatever they logged in for."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from fuldmagt.registers.eid import actions
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation import arrival as activation
from fuldmagt.web.eid.browser import secret_of
from fuldmagt.web.joining import arrival as joining
from fuldmagt.web.operator import eid as operator
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.refused import refused
from fuldmagt.web.representing import arrival as representing
from fuldmagt.web.visitor import Request

Arrival = Callable[[Request, str, Identity | Refusal], HttpResponse]

ARRIVALS: Final[Mapping[str, Arrival]] = {
    activation.ACTIVATION: activation.arrived,
    activation.NEW_PIN: activation.arrived_for_pin,
    activation.RECOVERY: activation.arrived_for_recovery,
    joining.JOINING: joining.arrived,
    joining.SIGNING: joining.arrived_by_mail,
    joining.NOTIFYING: joining.arrived_as_notifier,
    representing.VISITING: representing.arrived,
    representing.CONSENTING: representing.arrived_by_mail,
}


@by_other_proof
@require_GET
@never_cache
def callback(request: Request) -> HttpResponse:
    """The eID's answer. What it is for stands in our own row, not in the answer."""
    if any(len(values) > 1 for _, values in request.GET.lists()):
        return refused(request, Refusal(Reason.EID_FAILED))
    answered = actions.finish(request.GET.dict(), browser=secret_of(request), at=request.at)
    if isinstance(answered, Refusal):
        return refused(request, answered)
    if answered.told is not None:
        return operator.arrived(request, answered, answered.told)
    return ARRIVALS[answered.purpose](request, answered.about, answered.outcome)

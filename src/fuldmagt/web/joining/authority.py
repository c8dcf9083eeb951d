"""The signed authority, handed out to those who may have it (A2)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from fuldmagt.onboarding.notifying import actions
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_ORGANISATION)
@require_GET
@never_cache
def own(request: VisitorRequest) -> HttpResponse:
    """By which authority the own organisation has joined."""
    return _handed_out(request, request.visitor.actor.organisation)


@needs(Deed.OPERATE_PLATFORM)
@require_GET
@never_cache
def of_organisation(request: VisitorRequest, written: str) -> HttpResponse:
    """By which authority any organisation has joined, for the operator."""
    return _handed_out(request, written)


def _handed_out(request: VisitorRequest, organisation: str) -> HttpResponse:
    opened = actions.hand_out(organisation, by=request.visitor.actor, at=request.at)
    if isinstance(opened, Refusal):
        nothing = opened.reason is Reason.NOT_FOUND
        return missing(request, organisation) if nothing else refused(request, opened)
    # Kept out of the browser's own viewers: what it holds was written by somebody we do not know.
    answer = HttpResponse(opened.content, content_type=opened.kind.value)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return _as_download(answer, opened.file_name)


def _as_download(answer: HttpResponse, file_name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=file_name)
    if disposition:
        answer.headers["Content-Disposition"] = disposition
    return answer

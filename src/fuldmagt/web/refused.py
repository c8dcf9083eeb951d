"""A refusal as a page: the one place where a reason becomes a status and a page of ours."""

from django.http import HttpResponse
from django.shortcuts import render

from fuldmagt import explanations
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.visitor import Request

STATUS = {Reason.NOT_FOUND: 404, Reason.NOT_PERMITTED: 403, Reason.TOO_MANY_TRIES: 429}


def refused(request: Request, *refusals: Refusal, reference: str = "") -> HttpResponse:
    """The page that says why not, who can mend it and how."""
    context = {
        "reasons": [explanations.explained(refusal) for refusal in refusals],
        "reference": reference,
    }
    return render(request, "refused.html", context, status=STATUS.get(refusals[0].reason, 403))

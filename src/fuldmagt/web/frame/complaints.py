"""Forms and the deeds behind them: what was sent, and a refusal where it was typed; nothing typed is lost."""

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from fuldmagt import explanations
from fuldmagt.vocabulary.refusals import Refusal


def complain(form: BaseForm, refusal: Refusal, field: str | None = None) -> None:
    """Say the refusal at the field, or at the one it names, or above the whole form."""
    named = field or (refusal.about if refusal.about in form.fields else None)
    form.add_error(named, explanations.explained(refusal).sentence)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None

"""A refusal shown where somebody typed: at the field it is about, and nothing typed is lost."""

from django.forms import BaseForm

from fuldmagt import explanations
from fuldmagt.vocabulary.refusals import Refusal


def complain(form: BaseForm, refusal: Refusal, field: str | None = None) -> None:
    """Say the refusal at the field, or at the one it names, or above the whole form."""
    named = field or (refusal.about if refusal.about in form.fields else None)
    form.add_error(named, explanations.explained(refusal).sentence)

"""What a provider writes when it recognises an adviser. Days are the provider's own, midnight to midnight."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from fuldmagt.mandates.advisers import queries
from fuldmagt.mandates.advisers.rules import Recognition
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.forms import Form, PickedDate
from fuldmagt.web.operator.forms import NumberField


class LicenceForm(Form):
    licence = forms.CharField(
        label=_("Number of the licence"),
        max_length=100,
        help_text=_("As the public register of licences shows it."),
        error_messages={"required": _("Write the number of the licence.")},
    )
    checked_by = forms.CharField(
        label=_("Who looked it up"),
        max_length=128,
        error_messages={"required": _("Write who looked the licence up.")},
    )
    until = forms.DateField(
        label=_("Last day of the recognition"),
        required=False,
        widget=PickedDate(),
        help_text=_("Empty: without an end. You are reminded 30 days before."),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, Any]:
        until = self.cleaned_data.get("until")
        if until and until < localtime(self.at).date():
            self.add_error("until", _("This day has passed. Choose today or a later day."))
        return self.cleaned_data

    def said(self) -> Recognition:
        until = midnight(self.cleaned_data.get("until"), days=1)
        return Recognition(self.cleaned_data["licence"], self.cleaned_data["checked_by"], until)


class AdviserForm(LicenceForm):
    number = NumberField(
        label=_("Number of the organisation"),
        error_messages={"required": _("Write the number of the organisation.")},
    )
    field_order = ("number", "licence", "checked_by", "until")


class RecognitionForm(LicenceForm):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @staticmethod
    def of(adviser: Adviser) -> dict[str, Any]:
        """What the form shows of a recognition as it stands."""
        end = adviser.ends_at
        return {
            "licence": adviser.licence,
            "checked_by": adviser.checked_by,
            "until": localtime(end - timedelta(microseconds=1)).date() if end else None,
            "seen": queries.stamp(adviser),
        }
